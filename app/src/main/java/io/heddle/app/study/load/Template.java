package io.heddle.app.study.load;

import io.heddle.codec.Framing;
import io.heddle.codec.RequestWriter;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of one kind of request, ready to be sent many times. Immutable. */
final class Template {
  private static final byte[] CONTENT = new byte[16 << 10];

  static {
    Arrays.fill(CONTENT, (byte) 'x');
  }

  private final Job.Kind kind;
  private final byte[] head;
  private final byte[] lastHead;
  private final boolean isOfHead;

  private Template(Job.Kind kind, byte[] head, byte[] lastHead) {
    this.kind = kind;
    this.head = head;
    this.lastHead = lastHead;
    this.isOfHead = kind.method().equals("HEAD");
  }

  /**
   * The templates of all kinds.
   *
   * @throws IllegalArgumentException when one of them is not valid HTTP
   */
  static List<Template> all(Job job) {
    RequestWriter writer = new RequestWriter(job.url().getRawAuthority());
    List<Template> templates = new ArrayList<>();
    for (Job.Kind kind : job.requests()) {
      try {
        templates.add(of(kind, writer));
      } catch (IllegalArgumentException e) {
        String place = "requests[" + templates.size() + "]: ";
        throw new IllegalArgumentException(place + e.getMessage(), e);
      }
    }
    return templates;
  }

  private static Template of(Job.Kind kind, RequestWriter writer) {
    List<Field> fields = new ArrayList<>();
    kind.fields().forEach((name, value) -> fields.add(Field.of(HeaderName.of(name), value)));
    long length = kind.bodyBytes();
    Framing framing = length == 0 ? Framing.NONE : new Framing.Length(length);
    return new Template(
        kind,
        writer.head(kind.method(), kind.target(), fields, framing, false),
        writer.head(kind.method(), kind.target(), fields, framing, true));
  }

  boolean isOfHead() {
    return isOfHead;
  }

  boolean isMeasured() {
    return kind.isMeasured();
  }

  @Nullable String label() {
    return kind.label();
  }

  long weight() {
    return kind.weight();
  }

  long readBytesPerSecond() {
    return kind.readBytesPerSecond();
  }

  long writeBytesPerSecond() {
    return kind.writeBytesPerSecond();
  }

  private byte[] head(boolean isLast) {
    return isLast ? lastHead : head;
  }

  /** How many bytes the request has. */
  long size(boolean isLast) {
    return head(isLast).length + kind.bodyBytes();
  }

  /** Copies as much of the rest of the request as fits. */
  void copy(boolean isLast, long from, ByteBuffer target) {
    byte[] start = head(isLast);
    long at = from;
    if (at < start.length) {
      int count = Math.min(target.remaining(), start.length - (int) at);
      target.put(start, (int) at, count);
      at += count;
    }
    long left = size(isLast) - at;
    while (left > 0 && target.hasRemaining()) {
      int count = (int) Math.min(Math.min(left, target.remaining()), CONTENT.length);
      target.put(CONTENT, 0, count);
      left -= count;
    }
  }
}
