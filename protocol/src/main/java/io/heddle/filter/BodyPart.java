package io.heddle.filter;

import io.heddle.http.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Copies content that is in memory or in a file. */
final class BodyPart {
  private static final int BUFFER_BYTES = 16 << 10;

  private BodyPart() {}

  /**
   * Writes part of the content.
   *
   * @param whole bytes or a region
   * @throws IOException if the file has become shorter, or the output fails
   */
  static void write(Body whole, ByteRange range, OutputStream out) throws IOException {
    switch (whole) {
      case Body.Bytes bytes ->
          out.write(bytes.bytes(), bytes.from() + (int) range.from(), (int) range.length());
      case Body.Region region -> write(region, range, out);
      case Body.Stream stream -> throw new IllegalStateException("a stream has no parts");
    }
  }

  private static void write(Body.Region region, ByteRange range, OutputStream out)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(range.length(), BUFFER_BYTES));
    long position = region.position() + range.from();
    long end = region.position() + range.to();
    while (position < end) {
      buffer.clear().limit((int) Math.min(end - position, buffer.capacity()));
      int count = region.file().read(buffer, position);
      if (count < 0) {
        throw new IOException(
            "a file has become shorter than its response: at byte %d of %d"
                .formatted(position, region.position() + region.length()));
      }
      out.write(buffer.array(), 0, count);
      position += count;
    }
  }
}
