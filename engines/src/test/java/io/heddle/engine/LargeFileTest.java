package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.StaticFiles;
import io.heddle.filter.ByteRanges;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Files whose sizes and positions need more than 32 bits. They are sparse, and take no disk. */
class LargeFileTest {
  private static final long GIGABYTE = 1L << 30;
  private static final String END = "the end";

  @TempDir static Path folder;

  @BeforeAll
  static void writeFiles() throws IOException {
    write("large", GIGABYTE + (GIGABYTE >> 2));
    write("huge", 5 * GIGABYTE);
  }

  private static void write(String name, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.seek(size - END.length());
      file.writeBytes(END);
    }
  }

  private static Setup setup(Variant engine) throws IOException {
    StaticFiles files = new StaticFiles(folder, InstantSource.system());
    return engine
        .server()
        .route("/large", files)
        .route("/huge", files.with(new ByteRanges(InstantSource.system())));
  }

  @EachEngine
  void moreThanAGigabyteArrivesWhole(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      Reply head = new Reply(client.get("/large").get("/ping").readHead(), new byte[0]);
      long length = Long.parseLong(head.field("Content-Length").orElseThrow());
      assertThat(length).isEqualTo(GIGABYTE + (GIGABYTE >> 2));
      byte[] piece = new byte[256 << 10];
      long left = length - END.length();
      while (left > piece.length) {
        left -= client.read(piece);
      }
      client.readBytes((int) left);
      assertThat(new String(client.readBytes(END.length()), StandardCharsets.US_ASCII))
          .isEqualTo(END);
      assertThat(client.read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void partsBeyondFourGigabytesAreFound(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      Reply part =
          client
              .send("GET /huge HTTP/1.1\nHost: test\nRange: bytes=-" + END.length() + "\n\n")
              .read();
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.field("Content-Range")).contains("bytes 5368709113-5368709119/5368709120");
      assertThat(part.text()).isEqualTo(END);
    }
  }
}
