package io.heddle.app.cgi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects pieces of a script's output until its head is complete. Lines end in LF or CRLF. */
final class HeadCollector {
  private static final int MAX_BYTES = 32 << 10;

  private final List<String> lines = new ArrayList<>();
  private byte[] bytes = {};
  private int lineBegin;
  private int scanned;
  private boolean isComplete;

  /**
   * Adds a piece, and returns whether the head is complete.
   *
   * @throws ScriptFailure when it is too long
   */
  boolean add(byte[] piece) throws ScriptFailure {
    int length = bytes.length;
    bytes = Arrays.copyOf(bytes, length + piece.length);
    System.arraycopy(piece, 0, bytes, length, piece.length);
    while (!isComplete && scanned < bytes.length) {
      if (bytes[scanned++] == '\n') {
        endLine();
      }
    }
    if ((isComplete ? lineBegin : bytes.length) > MAX_BYTES) {
      throw ScriptFailure.of("the header fields of its output exceed " + MAX_BYTES + " bytes");
    }
    return isComplete;
  }

  private void endLine() {
    int end = scanned - 1;
    if (end > lineBegin && bytes[end - 1] == '\r') {
      end--;
    }
    isComplete = end == lineBegin;
    if (!isComplete) {
      lines.add(new String(bytes, lineBegin, end - lineBegin, StandardCharsets.ISO_8859_1));
    }
    lineBegin = scanned;
  }

  /** The lines of the head, without their ends. */
  List<String> lines() {
    return lines;
  }

  /** What follows the head. */
  byte[] rest() {
    return Arrays.copyOfRange(bytes, lineBegin, bytes.length);
  }
}
