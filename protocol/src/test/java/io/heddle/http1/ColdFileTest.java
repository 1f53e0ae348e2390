package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.connection.Step;
import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file whose pages are not in memory: a thread that must not wait for the disk does not. */
class ColdFileTest {
  private static final String GET = "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final String CONTENT = "0123456789".repeat(100_000);

  private static final long BLOCK_BYTES = 64 << 10;

  private final List<Long> asked = new ArrayList<>();
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("content"), CONTENT);
  }

  /** Every part of the file is cold each time that somebody asks. */
  private Handler cold() {
    return Handler.immediate(
        _ -> {
          FileChannel channel = FileChannel.open(file);
          return Response.ok(
              MediaType.BINARY,
              new Body.Region(
                  channel,
                  0,
                  CONTENT.length(),
                  channel,
                  (position, _) -> {
                    asked.add(position);
                    return false;
                  }));
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isSentWhole(boolean waits) {
    Dialog dialog = Dialog.takingAll(cold(), waits).play(GET + GET);
    assertThat(dialog.answers())
        .hasSize(2)
        .allSatisfy(answer -> assertThat(answer.content()).isEqualTo(CONTENT));
    assertThat(dialog.timesDelayed()).isEqualTo(2);
  }

  @Test
  void isNotAskedForByAThreadThatMayWait() {
    Dialog.takingAll(cold(), true).play(GET);
    assertThat(asked).isEmpty();
  }

  @Test
  void isReadByAWorkerBeforeEachPart() {
    Dialog.takingAll(cold(), false).play(GET);
    assertThat(asked).doesNotHaveDuplicates().hasSizeGreaterThan(3).startsWith(0L);
  }

  /** Only what was read to the end of a block, or of the file, counts as in memory. */
  @Test
  void isReadInWholeBlocks() throws IOException {
    List<Long> warmed = new ArrayList<>();
    Body.Residency residency =
        new Body.Residency() {
          @Override
          public boolean isResident(long position, long length) {
            return false;
          }

          @Override
          public void warmed(long position, long length) {
            assertThat(position % BLOCK_BYTES).isZero();
            assertThat(length).isEqualTo(Math.min(BLOCK_BYTES, CONTENT.length() - position));
            warmed.add(position);
          }
        };
    long from = BLOCK_BYTES + 1;
    Handler handler =
        Handler.immediate(
            _ -> {
              FileChannel channel = FileChannel.open(file);
              long length = CONTENT.length() - from;
              return Response.ok(
                  MediaType.BINARY, new Body.Region(channel, from, length, channel, residency));
            });
    Dialog dialog = Dialog.takingAll(handler, false).play(GET);
    assertThat(dialog.answers().getFirst().content()).isEqualTo(CONTENT.substring((int) from));
    assertThat(warmed)
        .startsWith(BLOCK_BYTES)
        .contains(CONTENT.length() / BLOCK_BYTES * BLOCK_BYTES)
        .doesNotContain(0L);
  }

  @Test
  void goesOnWithoutAWorkerWhenNoneIsFree() throws IOException {
    Dialog dialog = Dialog.takingAll(cold(), false);
    MemoryWire wire = new MemoryWire(dialog.client, false, true);
    byte[] request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    dialog.connection.space().put(request);
    dialog.connection.filled(request.length);
    assertThat(dialog.connection.next()).isEqualTo(Step.CALL);
    dialog.connection.call(wire);
    assertThat(dialog.connection.next()).isEqualTo(Step.WRITE);
    dialog.connection.flush(wire);
    assertThat(dialog.connection.next()).isEqualTo(Step.CALL);
    assertThat(dialog.connection.blocking()).isEqualTo(Blocking.BRIEFLY);
    assertThat(dialog.phase()).isEqualTo(Phase.WRITE);
    dialog.connection.refuse(new HttpException(Status.SERVICE_UNAVAILABLE, "busy"));
    assertThat(dialog.connection.next()).isEqualTo(Step.WRITE);
    dialog.run();
    assertThat(dialog.statuses).containsExactly(200);
    assertThat(dialog.exchange().isComplete()).isTrue();
    assertThat(dialog.exchange().contentBytes()).isEqualTo(CONTENT.length());
  }
}
