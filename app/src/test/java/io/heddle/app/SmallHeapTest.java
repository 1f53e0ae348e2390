package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Responses that need much memory, to more clients at a time than there is memory for. */
final class SmallHeapTest {
  private static final int OK = 200;
  private static final int BUSY = 503;
  private static final int FILES = 250;

  @TempDir private static Path root;

  @BeforeAll
  static void writeFiles() throws IOException {
    Path list = Files.createDirectory(root.resolve("list"));
    for (int i = 0; i < 9_000; i++) {
      Files.createFile(list.resolve("\u00fc".repeat(100) + i));
    }
    byte[] noise = new byte[250 << 10];
    new Random(7).nextBytes(noise);
    Path first = Files.write(root.resolve("0.txt"), noise);
    for (int i = 1; i < FILES; i++) {
      Files.createLink(root.resolve(i + ".txt"), first);
    }
  }

  private static Program serve(Variant variant) throws IOException {
    return new Program.Start()
        .jvm("-Xmx64m")
        .run(variant.words("--root=" + root, "--demo", "--list", "--gzip"));
  }

  private static int ping(int port) throws IOException {
    try (Client client = new Client(port)) {
      return client.ask("GET /ping", "Connection: close").read().status();
    }
  }

  private static void assertAlive(Program program, int port) throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(ping(port)).as("after the crowd, %s", i).isEqualTo(OK);
    }
    assertThat(program.signal("TERM").end()).isZero();
    assertThat(program.errors()).doesNotContain("app: error");
  }

  /** Each list takes about 3 MB before it is sent, and its client does not read it. */
  @EachEngine
  void listsAreRefusedBeforeTheHeapIsFull(Variant variant) throws Exception {
    try (Program program = serve(variant)) {
      int port = program.port();
      assertThat(ping(port)).isEqualTo(OK);
      try (Crowd crowd = new Crowd(port)) {
        crowd.add(60, "GET /list/ HTTP/1.1\r\nHost: test\r\n\r\n");
        for (int i = 0; i < 10; i++) {
          assertThat(ping(port)).as("bystander %s", i).isEqualTo(OK);
        }
        long refused = 0;
        while (refused < 40) {
          refused += crowd.answered(BUSY);
          Thread.onSpinWait();
        }
      }
      int status = BUSY;
      while (status == BUSY) {
        try (Client client = new Client(port)) {
          status = client.ask("GET /list/").read().status();
        }
      }
      assertThat(status).isEqualTo(OK);
      assertAlive(program, port);
    }
  }

  /** Noise does not get smaller. All files are compressed at the same time. */
  @EachEngine
  void compressedFilesAreNotAllKept(Variant variant) throws Exception {
    try (Program program = serve(variant)) {
      int port = program.port();
      assertThat(ping(port)).isEqualTo(OK);
      try (Crowd crowd = new Crowd(port)) {
        for (int i = 0; i < FILES; i++) {
          crowd.add(
              1, "GET /" + i + ".txt HTTP/1.1\r\nHost: test\r\nAccept-Encoding: gzip\r\n\r\n");
        }
        for (int i = 0; i < 10; i++) {
          assertThat(ping(port)).as("bystander %s", i).isIn(OK, BUSY);
        }
      }
      while (ping(port) != OK) {
        Thread.onSpinWait(); // the server has not seen yet that they have left
      }
      assertAlive(program, port);
    }
  }
}
