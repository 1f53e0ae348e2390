package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;

/** A file that several responses send, one of which takes longer than a handler may. */
class SharedFileTest {
  private static final Duration TIMEOUT = Duration.ofMillis(200);
  private static final int SIZE = 1_000_000;

  @TempDir Path folder;

  /** Copies a file, but begins late. */
  private record LateCopy(FileChannel file) implements Body.Writer {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      long end = System.nanoTime() + 3 * TIMEOUT.toNanos();
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(1_000_000);
      }
      ByteBuffer content = ByteBuffer.allocate(SIZE);
      while (content.hasRemaining() && file.read(content, content.position()) > 0) {
        Thread.onSpinWait();
      }
      out.write(content.array());
    }

    @Override
    public boolean isInterruptible() {
      return false;
    }
  }

  @EachEngine
  void isNotClosedByTheTimeoutOfOneOfThem(Variant engine) throws IOException {
    Path path = Files.write(folder.resolve("file"), Pattern.bytes(SIZE));
    try (FileChannel file = FileChannel.open(path)) {
      Handler late = _ -> Response.ok(MediaType.BINARY, new Body.Stream(SIZE, new LateCopy(file)));
      Handler whole = _ -> Response.ok(MediaType.BINARY, new Body.Region(file, 0, SIZE, () -> {}));
      Setup setup =
          engine.server().handlerTimeout(TIMEOUT).route("/late", late).route("/whole", whole);
      try (Server server = setup.start();
          Client client = server.connect()) {
        assertThat(client.get("/late").read().body()).isEqualTo(Pattern.bytes(SIZE));
        assertThat(client.get("/whole").read().body()).isEqualTo(Pattern.bytes(SIZE));
        assertThat(server.recorder().failures()).isEmpty();
      }
    }
  }
}
