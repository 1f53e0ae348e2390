package io.heddle.app.study.data;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Reads and writes the histograms of results. */
public final class Histograms {
  private Histograms() {}

  /**
   * Reads a histogram.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Histogram read(String text) {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
    } catch (DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException("not a histogram: " + start(text), e);
    }
  }

  private static String start(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "..." : text;
  }

  public static String write(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    byte[] bytes = new byte[length];
    buffer.get(0, bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
