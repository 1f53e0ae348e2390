package io.heddle.filter;

import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Several parts of some content, each with a small head of its own (multipart/byteranges, RFC 9110
 * section 14.6). They are copied while they are sent.
 */
final class MultipartRanges implements Body.Writer {
  private final Body whole;
  private final List<ByteRange> ranges;
  private final List<byte[]> heads = new ArrayList<>();
  private final byte[] end;

  /** Nobody can guess it, so nobody can put it into a file. */
  private final String boundary = UUID.randomUUID().toString();

  /**
   * These parts of the content.
   *
   * @param whole bytes or a region; closed with this
   * @param type the media type of the content
   */
  MultipartRanges(Body whole, List<ByteRange> ranges, Optional<String> type) {
    this.whole = whole;
    this.ranges = ranges;
    String line = type.map(value -> HeaderName.CONTENT_TYPE + ": " + value + "\r\n").orElse("");
    for (ByteRange range : ranges) {
      String before = heads.isEmpty() ? "--" : "\r\n--";
      String place = HeaderName.CONTENT_RANGE + ": " + range.describe(whole.length());
      heads.add(latin1(before + boundary + "\r\n" + line + place + "\r\n\r\n"));
    }
    this.end = latin1("\r\n--" + boundary + "--\r\n");
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The Content-Type field of a response with these parts. */
  Field type() {
    return Field.of(HeaderName.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary);
  }

  /** The body of a response with these parts. */
  Body body() {
    long length = end.length;
    for (int i = 0; i < ranges.size(); i++) {
      length += heads.get(i).length + ranges.get(i).length();
    }
    return new Body.Stream(length, this);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (int i = 0; i < ranges.size(); i++) {
      out.write(heads.get(i));
      BodyPart.write(whole, ranges.get(i), out);
    }
    out.write(end);
  }

  @Override
  public boolean isInterruptible() {
    return !(whole instanceof Body.Region);
  }

  @Override
  public void close() {
    whole.close();
  }
}
