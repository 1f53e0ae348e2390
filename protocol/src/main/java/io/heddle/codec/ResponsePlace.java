package io.heddle.codec;

/** Says where in a response a client's parser is, for messages about a mistake or an early end. */
final class ResponsePlace {
  private static final int MAX_SHOWN_BYTES = 60;

  private ResponsePlace() {}

  /** The line of the head that is read, with its text as far as it has arrived. */
  static String inHead(ResponseHeadParser head, Inbox inbox) {
    if (head.isDone()) {
      return "in its head";
    }
    byte[] bytes = inbox.bytes();
    int from = inbox.start();
    for (int line = 1; line < head.line(); from++) {
      line += bytes[from] == '\n' ? 1 : 0;
    }
    int to = from;
    while (to < inbox.end() && bytes[to] != '\n') {
      to++;
    }
    if (to > from && to < inbox.end() && bytes[to - 1] == '\r') {
      to--;
    }
    return "in line " + head.line() + " of its head" + shown(bytes, from, to);
  }

  /** The place in chunked content. A chunk is read byte by byte, up to the one that is wrong. */
  static String inChunks(long contentBytes, BodyDecoder decoder, Inbox inbox) {
    if (decoder.isInTrailers()) {
      return "in its trailers" + shown(inbox.bytes(), inbox.start(), inbox.end());
    }
    String place = "after " + contentBytes + " bytes of its chunked content";
    return decoder.isBroken()
        ? place + shown(inbox.bytes(), inbox.start() - 1, inbox.end())
        : place;
  }

  /** The bytes as visible text. */
  private static String shown(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + MAX_SHOWN_BYTES);
    if (end <= from) {
      return "";
    }
    StringBuilder text = new StringBuilder(" (");
    for (int i = from; i < end; i++) {
      switch (bytes[i]) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        default -> {
          if (bytes[i] >= ' ' && bytes[i] <= '~') {
            text.append((char) bytes[i]);
          } else {
            text.append("\\x%02x".formatted(bytes[i] & 0xff));
          }
        }
      }
    }
    return text.append(end < to ? "..." : "").append(')').toString();
  }
}
