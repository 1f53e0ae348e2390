package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.StaticFiles;
import io.heddle.filter.Compression;
import io.heddle.http.Handler;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that others change while a slow client downloads them. The client gets the version that the
 * head of the response promised, or the connection is cut off. {@link FailingFileTest} has files
 * that cannot be read.
 */
class ChangingFileTest {
  /** More than the sockets of both sides hold. */
  private static final int SIZE = 6 << 20;

  /** Small, but large enough for a fast download in the end. */
  private static final int RECEIVE_BUFFER_BYTES = 64 << 10;

  @TempDir Path folder;

  /** What happens to the file when the client has got its first bytes. */
  private interface Change {
    void make(Path file) throws IOException;
  }

  private void expectTheVersionThatWasPromised(Variant engine, Change change) throws IOException {
    byte[] content = Pattern.bytes(SIZE);
    Path file = Files.write(folder.resolve("file"), content);
    try (Server server = engine.server().route("/file", files()).start();
        Client client = server.connectWithReceiveBuffer(RECEIVE_BUFFER_BYTES)) {
      Reply head = new Reply(client.get("/file").readHead(), new byte[0]);
      assertThat(head.field("Content-Length")).contains(Integer.toString(SIZE));
      change.make(file);
      assertThat(server.recorder().sent()).as("sent before the change").isLessThan(SIZE);
      byte[] received = client.readBytes(SIZE);
      assertThat(Pattern.mismatch(received, SIZE, 0)).as("the first wrong byte").isEqualTo(-1);
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
    }
  }

  private StaticFiles files() throws IOException {
    return new StaticFiles(folder, InstantSource.system());
  }

  @EachEngine
  void aFileThatGrowsIsSentAsLongAsItWas(Variant engine) throws IOException {
    expectTheVersionThatWasPromised(
        engine, file -> Files.write(file, new byte[1_000], StandardOpenOption.APPEND));
  }

  @EachEngine
  void aFileThatIsDeletedIsSentToItsEnd(Variant engine) throws IOException {
    expectTheVersionThatWasPromised(engine, Files::delete);
  }

  @EachEngine
  void aFileThatIsReplacedIsSentToItsEnd(Variant engine) throws IOException {
    expectTheVersionThatWasPromised(
        engine,
        file -> {
          Path next = Files.write(folder.resolve("next"), new byte[SIZE]);
          Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /** Cuts the file within a part that has not been sent, and expects the end of the connection. */
  private static void expectCutOff(Variant engine, Handler files, Path file, String head)
      throws IOException {
    try (Server server = engine.server().route("/" + file.getFileName(), files).start();
        Client client = server.connectWithReceiveBuffer(RECEIVE_BUFFER_BYTES)) {
      client.send(head).readHead();
      try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
        cut.truncate(SIZE - 1_000);
      }
      assertThat(server.recorder().sent()).as("sent before the cut").isLessThan(SIZE - 1_000);
      client.expectCutOff();
      Await.until("the failure is reported", () -> server.recorder().failures().size() == 1);
      assertThat(server.recorder().failures().getFirst()).hasMessageContaining("become shorter");
      Bystanders.areAnswered(server, "after a file was cut");
    }
  }

  @EachEngine
  void aFileThatIsCutEndsTheConnection(Variant engine) throws IOException {
    Path file = Files.write(folder.resolve("file"), Pattern.bytes(SIZE));
    expectCutOff(engine, files(), file, "GET /file HTTP/1.1\nHost: test\n\n");
  }

  @EachEngine
  void aFileThatIsCutWhileItIsCompressedEndsTheConnection(Variant engine) throws IOException {
    byte[] noise = new byte[SIZE];
    new Random(1).nextBytes(noise);
    Path file = Files.write(folder.resolve("noise.txt"), noise);
    Handler compressing = files().with(new Compression(1, 1));
    expectCutOff(
        engine,
        compressing,
        file,
        "GET /noise.txt HTTP/1.1\nHost: test\nAccept-Encoding: gzip\n\n");
  }
}
