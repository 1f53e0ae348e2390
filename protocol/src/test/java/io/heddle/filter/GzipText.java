package io.heddle.filter;

import io.heddle.http.Body;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Text that compresses well, and the JDK's way back from its compressed form. */
final class GzipText {
  private GzipText() {}

  /** Numbers, up to this many bytes of them. */
  static String numbers(int bytes) {
    StringBuilder text = new StringBuilder(bytes + 10);
    for (int i = 0; text.length() < bytes; i++) {
      text.append(i).append('\n');
    }
    return text.substring(0, bytes);
  }

  static String decoded(byte[] compressed) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The bytes that a client gets for this body, which is closed. */
  static byte[] sent(Body body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (body) {
      switch (body) {
        case Body.Stream stream -> stream.writer().writeTo(out);
        case Body.Bytes bytes -> BodyPart.write(bytes, new ByteRange(0, bytes.length()), out);
        case Body.Region region -> BodyPart.write(region, new ByteRange(0, region.length()), out);
      }
    }
    return out.toByteArray();
  }
}
