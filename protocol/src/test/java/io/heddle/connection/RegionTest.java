package io.heddle.connection;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A file that a response sends is closed whatever becomes of the response. */
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
    Wire wire = Wire.to(whole(), waits).play(GET + GET);
    assertThat(wire.answers()).hasSize(2);
    assertThat(wire.answers()).allSatisfy(a -> assertThat(a.content()).isEqualTo(CONTENT));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sentByAHandlerThatNeverWaits(boolean waits) {
    Wire wire = Wire.to(Handler.immediate(whole()), waits).play(GET + GET);
    assertThat(wire.answers()).allSatisfy(a -> assertThat(a.content()).isEqualTo(CONTENT));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sentInPart(boolean waits) {
    Handler handler = request -> Response.ok(MediaType.BINARY, region(99_990, 7));
    Wire wire = Wire.to(handler, waits).play(GET);
    assertThat(wire.answers().getFirst().content()).isEqualTo("0123456");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sentAsTheLastAnswer(boolean waits) {
    Wire wire = Wire.to(whole(), waits).play("GET / HTTP/1.0\\r\\n\\r\\n");
    assertThat(wire.answers().getFirst().content()).isEqualTo(CONTENT);
    assertThat(wire.phase()).as("a client reads so much for a while").isEqualTo(Phase.LINGER);
    wire.cutOff();
    assertThat(wire.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofNoLength(boolean waits) {
    Handler handler = request -> Response.ok(MediaType.BINARY, region(0, 0));
    Wire wire = Wire.to(handler, waits).play(GET + GET);
    assertThat(wire.answers()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answeringHead(boolean waits) {
    Wire wire = Wire.to(whole(), waits).play("HEAD / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    assertThat(wire.answers().getFirst().field("Content-Length")).contains("100000");
    assertThat(wire.contentBytes).containsExactly(0L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void underAStatusWithoutContent(boolean waits) {
    Handler handler = request -> Response.of(Status.NOT_MODIFIED).with(region(0, 10));
    Wire wire = Wire.to(handler, waits).play(GET);
    assertThat(wire.statuses).containsExactly(304);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheClientVanishesBeforeTheAnswer(boolean waits) {
    List<Wire> wires = new ArrayList<>();
    Handler handler =
        request -> {
          wires.getFirst().client.vanishes();
          return Response.ok(MediaType.BINARY, region(0, CONTENT.length()));
        };
    Wire wire = Wire.to(handler, waits);
    wires.add(wire);
    wire.play(GET);
    assertThat(wire.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheClientVanishesWhileTheHandlerReads(boolean waits) {
    List<Wire> wires = new ArrayList<>();
    Handler handler =
        request -> {
          Body.Region region = region(0, CONTENT.length());
          wires.getFirst().client.vanishes();
          try {
            request.body().readAllBytes();
          } catch (IOException e) {
            return Response.ok(MediaType.BINARY, region);
          }
          throw new AssertionError("nothing can be read");
        };
    Wire wire = Wire.to(handler, waits);
    wires.add(wire);
    wire.play("POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n\\r\\n");
    assertThat(wire.failures).isEmpty();
    assertThat(wire.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheEngineClosesInTheMiddle(boolean waits) throws IOException {
    Wire wire = Wire.to(whole(), waits);
    byte[] request = Visible.octets(GET);
    wire.connection.space().put(request);
    wire.connection.filled(request.length);
    wire.connection.next();
    MemoryTransport transport = new MemoryTransport(wire.client, false, false);
    wire.connection.call(transport);
    assertThat(wire.connection.flush(transport)).isFalse();
    assertThat(opened).allMatch(FileChannel::isOpen);
    wire.connection.closed();
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
    Wire wire = Wire.to(handler, waits).play(GET);
    assertThat(wire.answers().getFirst().isComplete()).isFalse();
    assertThat(wire.phase()).isEqualTo(Phase.CLOSED);
  }
}
