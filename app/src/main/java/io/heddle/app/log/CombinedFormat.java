package io.heddle.app.log;

import java.time.ZoneId;

/** The combined log format: the common format plus {@code "Referer" "User-Agent"}. */
final class CombinedFormat implements LineFormat {
  private final CommonFormat common;

  CombinedFormat() {
    this(ZoneId.systemDefault());
  }

  /** A format that writes times in this zone. */
  CombinedFormat(ZoneId zone) {
    this.common = new CommonFormat(zone);
  }

  @Override
  public boolean showsClient() {
    return true;
  }

  @Override
  public void append(StringBuilder lines, LogEntry entry) {
    common.appendUnended(lines, entry);
    lines.append(' ');
    CommonFormat.quote(lines, entry.referer());
    lines.append(' ');
    CommonFormat.quote(lines, entry.userAgent());
    lines.append('\n');
  }
}
