package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Many clients change the same file at the same time: their changes never mix. */
final class FilesOrderTest {
  private static final int PIECE_BYTES = 20_000;
  private static final int LONG_BYTES = 4 << 20;

  @TempDir Path root;

  /** Content that shows from where it is: all of its bytes are the same letter. */
  private static byte[] piece(int number) {
    byte[] piece = new byte[PIECE_BYTES];
    Arrays.fill(piece, (byte) ('A' + number % 50));
    return piece;
  }

  /**
   * Lets this many clients send a piece each, in two halves: no second half is sent before all
   * first ones are.
   */
  private static List<Integer> statuses(int port, int clients, String target) throws Exception {
    CountDownLatch halves = new CountDownLatch(clients);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, clients)
              .mapToObj(i -> threads.submit(() -> send(port, target, piece(i), halves)))
              .toList();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      return statuses;
    }
  }

  private static int send(int port, String target, byte[] piece, CountDownLatch halves)
      throws Exception {
    try (Client client = new Client(port)) {
      client.ask(target, "Content-Length: " + piece.length);
      client.send(Arrays.copyOf(piece, PIECE_BYTES / 2));
      halves.countDown();
      halves.await();
      client.send(Arrays.copyOfRange(piece, PIECE_BYTES / 2, PIECE_BYTES));
      return client.read().status();
    }
  }

  /** A slow machine may need long until all first halves are sent. */
  private Program serve(Variant variant) throws IOException {
    return Program.run(variant.words("--files=" + root, "--body-timeout=1h"));
  }

  private static void assertWholePieces(byte[] content) {
    for (int start = 0; start < content.length; start += PIECE_BYTES) {
      for (int i = start; i < start + PIECE_BYTES; i++) {
        if (content[i] != content[start]) {
          throw new AssertionError("byte " + i + " is of another client than byte " + start);
        }
      }
    }
  }

  @EachEngine
  void aThousandConcurrentPutsLeaveOneOfThemWhole(Variant variant) throws Exception {
    try (Program program = serve(variant)) {
      List<Integer> statuses = statuses(program.port(), 1_000, "PUT /files/file");
      assertThat(statuses).containsOnly(201, 204);
      assertThat(statuses).filteredOn(status -> status == 201).as("created").hasSize(1);
      byte[] content = Files.readAllBytes(root.resolve("file"));
      assertThat(content).hasSize(PIECE_BYTES);
      assertWholePieces(content);
      assertNoDrafts();
      assertThat(program.errors()).isEmpty();
    }
  }

  @EachEngine
  void concurrentPatchesFollowEachOther(Variant variant) throws Exception {
    Files.createFile(root.resolve("file"));
    try (Program program = serve(variant)) {
      assertThat(statuses(program.port(), 200, "PATCH /files/file")).containsOnly(204);
      byte[] content = Files.readAllBytes(root.resolve("file"));
      assertThat(content).hasSize(200 * PIECE_BYTES);
      assertWholePieces(content);
      assertNoDrafts();
    }
  }

  @EachEngine
  void onlyOneOfManyPostsCreates(Variant variant) throws Exception {
    try (Program program = serve(variant)) {
      List<Integer> statuses = statuses(program.port(), 100, "POST /files/a/b/file");
      assertThat(statuses).containsOnly(201, 409);
      assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
      assertWholePieces(Files.readAllBytes(root.resolve("a/b/file")));
    }
  }

  /**
   * Readers see whole files while they are replaced. The content is so long that a reader would
   * also see parts of two if it were written in place.
   */
  @EachEngine
  void readersSeeWholeFiles(Variant variant) throws Exception {
    Files.write(root.resolve("file"), longPiece(0));
    try (Program program = Program.run(variant.words("--files=" + root))) {
      int port = program.port();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
          Client reader = new Client(port)) {
        Future<?> writer = threads.submit(() -> replace(port));
        Set<Byte> versions = new HashSet<>();
        while (!writer.isDone()) {
          byte[] content = reader.ask("GET /files/file").read().body();
          assertThat(content).hasSize(LONG_BYTES);
          assertThat(content).isEqualTo(filled(content[0]));
          versions.add(content[0]);
        }
        writer.get();
        assertThat(versions).as("versions that were read").hasSizeGreaterThan(5);
      }
    }
  }

  private static Void replace(int port) throws IOException {
    try (Client client = new Client(port)) {
      for (int i = 0; i < 100; i++) {
        client.ask("PUT /files/file", "Content-Length: " + LONG_BYTES).send(longPiece(i));
        assertThat(client.read().status()).isEqualTo(204);
      }
    }
    return null;
  }

  private static byte[] longPiece(int number) {
    return filled((byte) ('A' + number % 50));
  }

  private static byte[] filled(byte letter) {
    byte[] piece = new byte[LONG_BYTES];
    Arrays.fill(piece, letter);
    return piece;
  }

  private void assertNoDrafts() throws IOException {
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left).containsExactly(root.resolve("file"));
    }
  }
}
