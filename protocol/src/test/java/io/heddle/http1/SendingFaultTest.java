package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.codec.ContentException;
import io.heddle.connection.Phase;
import io.heddle.exchange.Exchange;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that fails while it is sent is the server's fault; a client that leaves is not. */
class SendingFaultTest {
  private static final String GET = "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final String SMALL = "GET /small HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final int LENGTH = 100_000;

  @TempDir private Path folder;
  private Path file = Path.of("");
  private Runnable beforeSending = () -> {};
  private int closed;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.write(folder.resolve("content"), new byte[LENGTH]);
  }

  private Handler handler() {
    return Handler.immediate(
        request -> {
          if (request.head().path().contentEquals("/small")) {
            return Response.text("small");
          }
          FileChannel channel = FileChannel.open(file);
          beforeSending.run();
          Body.Region region =
              new Body.Region(
                  channel,
                  0,
                  LENGTH,
                  () -> {
                    closed++;
                    channel.close();
                  });
          return Response.ok(MediaType.BINARY, region);
        });
  }

  private void truncate(int length) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertFault(Dialog dialog, Exchange exchange) {
    assertThat(dialog.failures).singleElement().isInstanceOf(ContentException.class);
    assertThat(exchange.failure()).isSameAs(dialog.failures.getFirst());
    assertThat(exchange.isComplete()).isFalse();
    assertThat(exchange.status().code()).isEqualTo(200);
    assertThat(exchange.contentBytes()).isEqualTo(dialog.answers().getLast().content().length());
    assertThat(dialog.answers().getLast().isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatHasShrunkIsTheServersFault(boolean waits) {
    beforeSending = () -> truncate(50_000);
    Dialog dialog = Dialog.to(handler(), waits).play(SMALL + SMALL + GET + SMALL);
    assertThat(dialog.statuses).containsExactly(200, 200, 200);
    assertThat(dialog.faults.subList(0, 2)).containsOnlyNulls();
    assertFault(dialog, dialog.exchanges.getLast());
    assertFault(dialog, dialog.failed.getFirst());
    assertThat(dialog.contentBytes).containsExactly(5L, 5L, 50_000L);
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
    assertThat(closed).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatShrinksWhileItIsSentIsTheServersFault(boolean waits) {
    Dialog dialog = Dialog.to(handler(), waits);
    dialog.client.after(20_000, () -> truncate(30_000));
    dialog.play(GET);
    assertFault(dialog, dialog.exchange());
    assertThat(dialog.contentBytes.getFirst()).isBetween(19_000L, 41_000L);
    assertThat(closed).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatCannotBeReadIsTheServersFault(boolean waits) throws IOException {
    FileChannel channel = FileChannel.open(file);
    Body.Region region = new Body.Region(channel, 0, LENGTH, () -> closed++);
    Dialog dialog = Dialog.to(request -> Response.ok(MediaType.BINARY, region), waits);
    dialog.client.after(
        20_000,
        () -> {
          try {
            channel.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    dialog.play(GET);
    assertFault(dialog, dialog.exchange());
    assertThat(dialog.failures.getFirst()).hasCauseInstanceOf(IOException.class);
    assertThat(closed).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatLeavesWhenTheFileShrinksIsNotTheServersFault(boolean waits) {
    Dialog dialog = Dialog.to(handler(), waits);
    dialog.client.after(
        50_000,
        () -> {
          truncate(10_000);
          dialog.client.vanishes();
        });
    dialog.play(GET);
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.exchange().failure()).isNull();
    assertThat(dialog.exchange().isComplete()).isFalse();
    assertThat(dialog.exchange().contentBytes()).isBetween(49_000L, 75_000L);
    assertThat(closed).isEqualTo(1);
  }
}
