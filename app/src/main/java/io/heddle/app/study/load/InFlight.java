package io.heddle.app.study.load;

import java.nio.ByteBuffer;

/**
 * The requests of a connection that are not answered yet, oldest first. The last of them may not
 * have been sent, or only in part.
 */
final class InFlight {
  private final Template[] templates;
  private final long[] intended;
  private final long[] sentAt;
  private int oldest;
  private int size;
  private int sent;
  private long sentOfNext;
  private boolean endsWithLast;

  InFlight(int capacity) {
    templates = new Template[capacity];
    intended = new long[capacity];
    sentAt = new long[capacity];
  }

  private int index(int position) {
    int index = oldest + position;
    return index < templates.length ? index : index - templates.length;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == templates.length;
  }

  /**
   * Adds a request.
   *
   * @param isLast whether it is the last one of its connection
   */
  void add(Template template, long intendedAt, boolean isLast) {
    int index = index(size++);
    templates[index] = template;
    intended[index] = intendedAt;
    endsWithLast = isLast;
  }

  Template template() {
    return templates[oldest];
  }

  /** When the oldest request was to start. */
  long intended() {
    return intended[oldest];
  }

  /** When the first byte of the oldest request was sent. */
  long sentAt() {
    return sentAt[oldest];
  }

  /** Whether the oldest request has been sent to its end. */
  boolean isSent() {
    return sent > 0;
  }

  /** Removes the oldest request. */
  void remove() {
    oldest = index(1);
    size--;
    if (sent > 0) {
      sent--;
    } else {
      sentOfNext = 0;
    }
  }

  boolean hasUnsent() {
    return sent < size;
  }

  /** The first request that is not sent to its end. */
  Template unsent() {
    return templates[index(sent)];
  }

  private boolean isLast(int position) {
    return endsWithLast && position == size - 1;
  }

  /** Copies as much as fits of what is to be sent. */
  void copyUnsent(ByteBuffer target) {
    long from = sentOfNext;
    for (int i = sent; i < size && target.hasRemaining(); i++) {
      templates[index(i)].copy(isLast(i), from, target);
      from = 0;
    }
  }

  /** Told of each request whose first byte has been sent. */
  @FunctionalInterface
  interface Sending {
    void began(Template template, long intended, long now);
  }

  /** Reports that this many bytes were sent at this time. */
  void sent(long count, long now, Sending sending) {
    long left = count;
    while (left > 0) {
      int index = index(sent);
      if (sentOfNext == 0) {
        sentAt[index] = now;
        sending.began(templates[index], intended[index], now);
      }
      long rest = templates[index].size(isLast(sent)) - sentOfNext;
      long part = Math.min(left, rest);
      left -= part;
      sentOfNext += part;
      if (part == rest) {
        sent++;
        sentOfNext = 0;
      }
    }
  }
}
