package io.heddle.app.log;

import java.time.ZoneId;

/**
 * The combined log format: the common format plus {@code "Referer" "User-Agent"}, and where the
 * user wants it {@code "id"}, that of the request.
 */
final class CombinedFormat implements LineFormat {
  private final CommonFormat common;
  private final boolean hasId;

  CombinedFormat(boolean hasId) {
    this(ZoneId.systemDefault(), hasId);
  }

  /** A format that writes times in this zone. */
  CombinedFormat(ZoneId zone, boolean hasId) {
    this.common = new CommonFormat(zone);
    this.hasId = hasId;
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
    if (hasId) {
      lines.append(' ');
      CommonFormat.quote(lines, entry.id());
    }
    lines.append('\n');
  }
}
