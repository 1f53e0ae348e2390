package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is closed, whatever happens to the response that sends it. */
class RegionTest {
  private static final String GET = "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final String CONTENT = "0123456789".repeat(10_000);

  private final List<FileChannel> opened = new ArrayList<>();
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeFile() throws IOException {
    file = folder.resolve("content");
    Files.writeString(file, CONTENT);
  }

  @AfterEach
  void everyFileIsClosed() {
    assertThat(opened).isNotEmpty().noneMatch(FileChannel::isOpen);
  }

  private Body.Region region(long position, long length) {
    try {
      FileChannel channel = FileChannel.open(file);
      opened.add(channel);
      return new Body.Region(channel, position, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Handler whole() {
    return request -> Response.ok(MediaType.BINARY, region(0, CONTENT.length()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sentWhole(boolean waits) {
    Dialog dialog = Dialog.to(whole(), waits).play(GET + GET);
    assertThat(dialog.answers()).hasSize(2);
    assertThat(dialog.answers()).allSatisfy(a -> assertThat(a.content()).isEqualTo(CONTENT));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sentByAHandlerThatNeverBlocks(boolean waits) {
    Dialog dialog = Dialog.to(Handler.immediate(whole()), waits).play(GET + GET);
    assertThat(dialog.answers()).allSatisfy(a -> assertThat(a.content()).isEqualTo(CONTENT));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sentInPart(boolean waits) {
    Handler handler = request -> Response.ok(MediaType.BINARY, region(99_990, 7));
    Dialog dialog = Dialog.to(handler, waits).play(GET);
    assertThat(dialog.answers().getFirst().content()).isEqualTo("0123456");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sentAsTheLastAnswer(boolean waits) {
    Dialog dialog = Dialog.to(whole(), waits).play("GET / HTTP/1.0\\r\\n\\r\\n");
    assertThat(dialog.answers().getFirst().content()).isEqualTo(CONTENT);
    assertThat(dialog.phase())
        .as("reading this much takes the client a while")
        .isEqualTo(Phase.LINGER);
    dialog.cutOff();
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofLengthZero(boolean waits) {
    Handler handler = request -> Response.ok(MediaType.BINARY, region(0, 0));
    Dialog dialog = Dialog.to(handler, waits).play(GET + GET);
    assertThat(dialog.answers()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answeringHead(boolean waits) {
    Dialog dialog = Dialog.to(whole(), waits).play("HEAD / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    assertThat(dialog.answers().getFirst().field("Content-Length")).contains("100000");
    assertThat(dialog.contentBytes).containsExactly(0L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void underAStatusWithoutContent(boolean waits) {
    Handler handler = request -> Response.of(Status.NOT_MODIFIED).with(region(0, 10));
    Dialog dialog = Dialog.to(handler, waits).play(GET);
    assertThat(dialog.statuses).containsExactly(304);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheClientVanishesBeforeTheAnswer(boolean waits) {
    List<Dialog> dialogs = new ArrayList<>();
    Handler handler =
        request -> {
          dialogs.getFirst().client.vanishes();
          return Response.ok(MediaType.BINARY, region(0, CONTENT.length()));
        };
    Dialog dialog = Dialog.to(handler, waits);
    dialogs.add(dialog);
    dialog.play(GET);
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheClientVanishesWhileTheHandlerReads(boolean waits) {
    List<Dialog> dialogs = new ArrayList<>();
    Handler handler =
        request -> {
          Body.Region region = region(0, CONTENT.length());
          dialogs.getFirst().client.vanishes();
          try {
            request.body().readAllBytes();
          } catch (IOException e) {
            return Response.ok(MediaType.BINARY, region);
          }
          throw new AssertionError("nothing can be read");
        };
    Dialog dialog = Dialog.to(handler, waits);
    dialogs.add(dialog);
    dialog.play("POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n\\r\\n");
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheEngineClosesInTheMiddle(boolean waits) throws IOException {
    Dialog dialog = Dialog.to(whole(), waits);
    byte[] request = Visible.octets(GET);
    dialog.connection.space().put(request);
    dialog.connection.filled(request.length);
    dialog.connection.next();
    MemoryWire transport = new MemoryWire(dialog.client, false, false);
    dialog.connection.call(transport);
    assertThat(dialog.connection.flush(transport)).isFalse();
    assertThat(opened).allMatch(FileChannel::isOpen);
    dialog.connection.closed();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thatHasBecomeShorter(boolean waits) {
    Handler handler =
        request -> {
          Body.Region region = region(0, CONTENT.length());
          Files.writeString(file, CONTENT.substring(0, 50_000));
          return Response.ok(MediaType.BINARY, region);
        };
    Dialog dialog = Dialog.to(handler, waits).play(GET);
    assertThat(dialog.answers().getFirst().isComplete()).isFalse();
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
  }
}
