package io.heddle.http1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/** Encodes content in chunks in unusual but valid ways. */
public final class Chunks {
  private static final String[] EXTENSIONS = {
    "", "", "", ";a", ";a=b", ";a=\"\"", ";a=\"b;\\\"\t\"", ";a;b=c"
  };

  private Chunks() {}

  /** All chunks including the last one, without trailers. */
  public static byte[] encode(Random random, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int extensionBytes = 0;
    int most = random.nextBoolean() ? 30 : 20_000;
    for (int from = 0; from < content.length; ) {
      int size = Math.min(content.length - from, 1 + random.nextInt(most));
      String extension = EXTENSIONS[random.nextInt(EXTENSIONS.length)];
      extensionBytes += extension.length();
      line(out, sizeText(random, size), extensionBytes < 4000 ? extension : "");
      out.write(content, from, size);
      out.writeBytes(new byte[] {'\r', '\n'});
      from += size;
    }
    line(out, "0".repeat(1 + random.nextInt(5)), random.nextBoolean() ? ";last" : "");
    return out.toByteArray();
  }

  private static String sizeText(Random random, int size) {
    String digits = Integer.toHexString(size);
    String zeros = "0".repeat(random.nextInt(5));
    return zeros + (random.nextBoolean() ? digits : digits.toUpperCase(Locale.ROOT));
  }

  private static void line(ByteArrayOutputStream out, String size, String extension) {
    out.writeBytes((size + extension + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }
}
