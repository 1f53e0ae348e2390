package io.heddle.app.log;

/**
 * What a line of the access log looks like. Only the log's writer uses it. Whatever a client sends
 * stays within its place: no line holds a control character, or one outside of US-ASCII, but the
 * newline that ends it.
 */
public sealed interface LineFormat permits CommonFormat, CombinedFormat, JsonFormat {
  /** The format of the first servers, which every tool reads. */
  static LineFormat common() {
    return new CommonFormat();
  }

  /** The common format, and after it the Referer and User-Agent fields. */
  static LineFormat combined() {
    return new CombinedFormat();
  }

  /** A JSON object a line, of a server with the engine of this name. */
  static LineFormat json(String engine) {
    return new JsonFormat(engine);
  }

  /** Whether it shows what clients say of themselves: Referer and User-Agent. */
  boolean showsClient();

  /** Adds the line for an entry, and its newline. */
  void append(StringBuilder lines, LogEntry entry);
}
