package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of a request are correct until it is over; after that they are unusable. */
class KeptRequestTest {
  private static final String SECRET =
      "POST /secret?s HTTP/1.1\\r\\nHost: secret\\r\\nUser-Agent: secret\\r\\nX-Secret: secret\\r\\n"
          + "Transfer-Encoding: chunked\\r\\n\\r\\n3\\r\\nabc\\r\\n0\\r\\nX-Trailer: secret\\r\\n\\r\\n";

  private static void assertGone(
      Request request, RequestHead head, Headers headers, Headers after) {
    List<Runnable> looks =
        List.of(
            request::method,
            () -> request.queryParameter("s"),
            request::trailers,
            head::method,
            head::version,
            head::target,
            head::path,
            head::query,
            head::authority,
            headers::size,
            () -> headers.first(HeaderName.USER_AGENT),
            () -> headers.all(HeaderName.USER_AGENT),
            () -> headers.contains(HeaderName.USER_AGENT),
            () -> headers.forEach((name, value) -> {}));
    for (int i = 0; i < looks.size(); i++) {
      assertThatThrownBy(looks.get(i)::run)
          .as("look %d", i)
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> request.body().read()).isInstanceOf(IOException.class);
    List<String> names = new ArrayList<>();
    try {
      after.forEach((name, value) -> names.add(name + value));
    } catch (IllegalStateException e) {
      names.clear();
    }
    assertThat(names).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestKeptAfterItsResponseIsUnusable(boolean waits) {
    for (String kept :
        List.of(
            "GET /kept HTTP/1.1\\r\\nHost: h\\r\\nUser-Agent: mine\\r\\n\\r\\n",
            "POST /kept HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 3\\r\\n\\r\\nabc",
            SECRET.replace("/secret?s", "/kept").replace("secret", "mine"))) {
      List<Runnable> looks = new ArrayList<>();
      Handler handler =
          request -> {
            request.body().readAllBytes();
            if (request.head().path().contentEquals("/kept")) {
              RequestHead head = request.head();
              Headers headers = head.headers();
              Headers trailers = request.trailers();
              looks.add(() -> assertGone(request, head, headers, trailers));
            } else {
              looks.forEach(Runnable::run);
            }
            return Response.text("ok");
          };
      Dialog dialog = Dialog.to(handler, waits).play(kept);
      looks.getFirst().run();
      dialog.play(SECRET);
      assertThat(dialog.failures).as(kept).isEmpty();
      assertThat(dialog.statuses).containsExactly(200, 200);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void incompleteTrailersAreEmpty(boolean waits) {
    Handler handler =
        request -> {
          assertThatThrownBy(() -> request.body().readAllBytes());
          return Response.text("" + request.trailers().size());
        };
    Dialog dialog = Dialog.to(handler, waits);
    dialog.play(
        "POST / HTTP/1.1\\r\\nHost: h\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\nA: b\\r\\n B\\r\\n\\r\\n");
    assertThat(dialog.answers().getFirst().content()).isEqualTo("0");
  }

  @Test
  void viewsOfPipelinedRequestsAreCorrectUntilTheyAreReported() {
    Seeds.check(300, KeptRequestTest::checkPipelined);
  }

  private static void checkPipelined(Random random) {
    Handler handler =
        request -> {
          byte[] content = request.body().readAllBytes();
          return switch (content.length % 3) {
            case 0 -> Response.text("x".repeat(content.length));
            case 1 -> Response.ok(MediaType.TEXT, new Body.Stream(-1, out -> out.write(content)));
            default -> Response.ok(MediaType.TEXT, new Body.Bytes(new byte[9000]));
          };
        };
    boolean waits = random.nextBoolean();
    Dialog dialog = Dialog.to(random.nextBoolean() ? handler : Handler.immediate(handler), waits);
    List<String> expected = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    int count = 1 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      String target = "/" + i + "x".repeat(random.nextInt(random.nextInt(4) == 0 ? 2000 : 30));
      int length = random.nextInt(random.nextInt(4) == 0 ? 3000 : 20);
      expected.add(target);
      all.append("POST ").append(target).append(" HTTP/1.1\r\nHost: h\r\nContent-Length: ");
      all.append(length).append("\r\n\r\n").append("c".repeat(length));
    }
    byte[] octets = all.toString().getBytes(StandardCharsets.US_ASCII);
    int most = random.nextBoolean() ? 40 : 4000;
    for (int from = 0; from < octets.length; ) {
      int to = Math.min(octets.length, from + 1 + random.nextInt(most));
      dialog.client.sends(Arrays.copyOfRange(octets, from, to));
      from = to;
    }
    if (random.nextInt(4) == 0) {
      dialog.client.takes(random.nextInt(20_000), true);
    }
    dialog.run();
    assertThat(dialog.targets).isEqualTo(expected.subList(0, dialog.targets.size()));
    assertThat(dialog.failures).isEmpty();
    if (dialog.timesClosed() == 0) {
      assertThat(dialog.targets).hasSize(count);
    }
  }
}
