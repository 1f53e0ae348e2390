package io.heddle.app.log;

/**
 * A format of the access log. Only the log's writer thread uses it. No client can forge a line or a
 * value: a line contains only printable US-ASCII and ends in its single newline.
 */
public sealed interface LineFormat permits CommonFormat, CombinedFormat, JsonFormat {
  /** The common log format, which every tool can read. */
  static LineFormat common() {
    return new CommonFormat();
  }

  /** The common format plus the Referer and User-Agent fields. */
  static LineFormat combined() {
    return new CombinedFormat(false);
  }

  /** The combined format plus the request's id. */
  static LineFormat combinedWithId() {
    return new CombinedFormat(true);
  }

  /** One JSON object per line; each contains this engine's name. */
  static LineFormat json(String engine) {
    return new JsonFormat(engine);
  }

  /** Whether it shows header fields of the request, such as Referer and User-Agent. */
  boolean showsClient();

  /** Appends the line for an entry, with its newline. */
  void append(StringBuilder lines, LogEntry entry);
}
