package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;

/** Files that fail while they are sent: a fault of the server, not of the client. */
class FailingFileTest {
  private static final int SIZE = 12_000_000;
  private final AtomicReference<FileChannel> opened = new AtomicReference<>();

  @TempDir Path directory;

  private Path make() throws IOException {
    Path file = directory.resolve("file");
    Files.write(file, Pattern.bytes(SIZE));
    return file;
  }

  private Setup setup(Variant engine, Path file, long promised) {
    return engine
        .server()
        .route(
            "/failing",
            _ -> {
              FileChannel channel = FileChannel.open(file);
              opened.set(channel);
              return Response.ok(MediaType.BINARY, new Body.Region(channel, 0, promised));
            });
  }

  private static void expectCutOff(Server server, Client client) throws IOException {
    client.expectCutOff();
    Await.until("the failure is reported", () -> !server.recorder().failures().isEmpty());
    assertThat(server.recorder().failures()).hasSize(1);
    assertThat(server.recorder().answers())
        .as("the record of a file that was cut off")
        .allSatisfy(answer -> assertThat(answer.contentBytes()).isLessThan(SIZE));
    Bystanders.areAnswered(server, "after a file has failed");
  }

  @EachEngine
  void thatBecomeShorterAreReportedAndCutOff(Variant engine) throws IOException {
    Path file = make();
    try (Server server = setup(engine, file, SIZE).start();
        Client client = server.connectWithReceiveBuffer(4 << 10)) {
      client.get("/failing").readBytes(1_000);
      try (FileChannel shrinking = FileChannel.open(file, StandardOpenOption.WRITE)) {
        shrinking.truncate(2_000);
      }
      expectCutOff(server, client);
    }
  }

  @EachEngine
  void thatAreShorterThanPromisedAreReportedAndCutOff(Variant engine) throws IOException {
    try (Server server = setup(engine, make(), SIZE + 10).start();
        Client client = server.connect()) {
      client.get("/failing").readHead();
      client.expectCutOff();
      Await.until("the failure is reported", () -> server.recorder().failures().size() == 1);
      Bystanders.areAnswered(server, "after a file has failed");
    }
  }

  @EachEngine
  void thatCannotBeReadAnyMoreAreReportedAndCutOff(Variant engine) throws IOException {
    try (Server server = setup(engine, make(), SIZE).start();
        Client client = server.connectWithReceiveBuffer(4 << 10)) {
      client.get("/failing").readBytes(1_000);
      opened.get().close();
      expectCutOff(server, client);
    }
  }
}
