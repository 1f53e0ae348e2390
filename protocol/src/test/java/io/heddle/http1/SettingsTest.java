package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.exchange.Settings;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.Limits;
import io.heddle.http.Response;
import io.heddle.http.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that change while a server runs, and limits that depend on the route. */
class SettingsTest {
  private static final String HEAD = " / HTTP/1.1\\r\\nHost: h\\r\\n";
  private static final String GET = "GET" + HEAD + "\\r\\n";

  private static Settings named(String name, long maxBodyBytes) {
    Handler handler = Handler.immediate(r -> Response.text(name + r.body().readAllBytes().length));
    return Settings.of(head -> new Route(name, handler))
        .with(new Limits(8_000, 8_000, 100, maxBodyBytes))
        .with((error, _, _) -> error.with(Body.text(name + "-page")));
  }

  private static List<String> contents(Dialog dialog) {
    return dialog.answers().stream().map(Answers.Answer::content).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestUsesOneSetOfSettings(boolean waits) {
    String request = "POST" + HEAD + "Content-Length: 5\\r\\n\\r\\nhello";
    int length = Visible.octets(request).length;
    for (int cut = 1; cut < length; cut++) {
      Dialog dialog = Dialog.by(named("old", 5), waits);
      byte[] octets = Visible.octets(request);
      dialog.client.sends(Arrays.copyOf(octets, cut));
      dialog.run();
      dialog.service.apply(named("new", 4));
      dialog.client.sends(Arrays.copyOfRange(octets, cut, length));
      dialog.run();
      dialog.play(GET + request);
      assertThat(contents(dialog)).as("cut at %d", cut).containsExactly("old5", "new0", "new-page");
      assertThat(dialog.routes).containsExactly("old", "new", "new");
      assertThat(dialog.statuses).containsExactly(200, 200, 413);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusedRequestUsesTheSettingsItBeganWith(boolean waits) {
    for (String[] request :
        new String[][] {
          {"G", "<T\\r\\n"},
          {"GET" + HEAD, "A b\\r\\n"},
          {"POST" + HEAD + "Content-Length: 9\\r\\n", "\\r\\n"}
        }) {
      Dialog dialog = Dialog.by(named("old", 5), waits).play(request[0]);
      dialog.service.apply(named("new", 50));
      dialog.play(request[1]);
      assertThat(contents(dialog)).containsExactly("old-page");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestInProgressKeepsItsErrorPages(boolean waits) {
    List<Dialog> dialogs = new ArrayList<>();
    Handler handler =
        request -> {
          dialogs.getFirst().service.apply(named("new", 50));
          throw new IllegalStateException("on purpose");
        };
    Settings settings = named("old", 5).with(head -> new Route("fails", handler));
    dialogs.add(Dialog.by(settings, waits));
    dialogs.getFirst().play(GET + GET);
    assertThat(contents(dialogs.getFirst())).containsExactly("old-page", "new0");
  }

  @ParameterizedTest
  @CsvSource({"3, 3, 200", "3, 4, 413", "0, 1, 413", "20, 11, 200", "20, 21, 413"})
  void aRouteHasItsOwnContentLimit(long limit, int length, int status) {
    Handler reads = r -> Response.text("" + r.body().readAllBytes().length);
    for (Handler handler : List.of(reads, Handler.immediate(reads))) {
      Route route = new Route("only", "/", handler, Map.of(), OptionalLong.of(limit));
      Settings settings = Settings.of(head -> route).with(new Limits(8_000, 8_000, 100, 10));
      String content = "{" + length + "*x}";
      String chunked =
          "Transfer-Encoding: chunked\\r\\n\\r\\n{" + length + "*1\\r\\nx\\r\\n}0\\r\\n\\r\\n";
      for (boolean waits : new boolean[] {true, false}) {
        for (String rest :
            List.of("Content-Length: " + length + "\\r\\n\\r\\n" + content, chunked)) {
          Dialog dialog = Dialog.by(settings, waits).play("POST" + HEAD + rest);
          assertThat(dialog.statuses).as(rest).containsExactly(status);
          if (status == 200) {
            assertThat(contents(dialog)).containsExactly("" + length);
          }
        }
      }
    }
  }
}
