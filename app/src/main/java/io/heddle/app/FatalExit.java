package io.heddle.app;

import io.heddle.engine.EngineObserver;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when the JVM itself has failed, most likely because its heap is full. What is
 * left of such a server may accept and never answer; a process that has ended is started again by
 * its supervisor. Any thread may use it.
 */
final class FatalExit implements EngineObserver, Thread.UncaughtExceptionHandler {
  /** What sysexits.h calls an internal software error. */
  static final int STATUS = 70;

  private static final Logger LOG = System.getLogger(FatalExit.class.getName());

  private static final int MAX_REASON = 200;

  // all that the end needs is made at the start: by then there may be no heap left
  private final byte[] before = ascii("app: error: the JVM failed (");
  private final byte[] afterFullHeap =
      ascii(
          "): the server ends with status "
              + STATUS
              + "; give it more memory (JAVA_OPTS=-Xmx1g) or fewer clients (--max-connections)\n");
  private final byte[] after = ascii("): the server ends with status " + STATUS + "\n");
  private final byte[] line = new byte[before.length + MAX_REASON + afterFullHeap.length];
  private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
  private final Runtime runtime = Runtime.getRuntime();

  FatalExit() {
    rehearse(new OutOfMemoryError("a rehearsal"));
  }

  /**
   * Does all but the end itself: what runs for the first time loads classes, which takes heap. They
   * are loaded then for the engines, too.
   */
  private void rehearse(Throwable fault) {
    if (fault instanceof VirtualMachineError error) {
      try {
        write(error, 0);
      } catch (IOException | RuntimeException | Error e) {
        // stderr is closed: the end will be without a word
      }
    }
  }

  /** Ends the process for this error on any thread that nothing else catches. */
  static FatalExit install() {
    FatalExit exit = new FatalExit();
    Thread.setDefaultUncaughtExceptionHandler(exit);
    return exit;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable fault) {
    if (fault instanceof VirtualMachineError error) {
      fatal(error);
    }
    LOG.log(Level.ERROR, "the thread " + thread.getName() + " ended by a fault", fault);
  }

  /** The first thread writes the line and ends the process; all others wait for that. */
  @Override
  public synchronized void fatal(VirtualMachineError error) {
    try {
      write(error, line.length);
    } catch (IOException | RuntimeException | Error e) {
      // it ends without a word
    } finally {
      runtime.halt(STATUS);
    }
  }

  private void write(VirtualMachineError error, int maxBytes) throws IOException {
    int length = append(before, 0);
    length = append(error.getMessage(), length);
    length = append(error instanceof OutOfMemoryError ? afterFullHeap : after, length);
    stderr.write(line, 0, Math.min(length, maxBytes));
  }

  private int append(byte[] text, int length) {
    System.arraycopy(text, 0, line, length, text.length);
    return length + text.length;
  }

  private int append(@Nullable String reason, int length) {
    String text = reason == null ? "no reason given" : reason;
    int count = Math.min(text.length(), MAX_REASON);
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      line[length + i] = (byte) (c < ' ' || c > '~' ? ' ' : c);
    }
    return length + count;
  }
}
