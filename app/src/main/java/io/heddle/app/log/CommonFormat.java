package io.heddle.app.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The common log format: {@code client - - [time] "request line" status bytes}. An unknown value is
 * a dash. Quotes and backslashes are escaped with a backslash, and every byte that is not visible
 * US-ASCII or a space is written as {@code \xHH}.
 */
final class CommonFormat implements LineFormat {
  private static final String HEX = "0123456789ABCDEF";
  private static final String NOTHING = "-";

  private final DateTimeFormatter time;

  CommonFormat() {
    this(ZoneId.systemDefault());
  }

  /** A format that writes times in this zone. */
  CommonFormat(ZoneId zone) {
    this.time =
        DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(zone);
  }

  @Override
  public boolean showsClient() {
    return false;
  }

  @Override
  public void append(StringBuilder lines, LogEntry entry) {
    appendUnended(lines, entry);
    lines.append('\n');
  }

  /** Appends everything except the newline. */
  void appendUnended(StringBuilder lines, LogEntry entry) {
    lines.append(entry.client().getHostAddress()).append(" - - [");
    time.formatTo(Instant.ofEpochMilli(entry.millis()), lines);
    lines.append("] \"");
    LogEntry.RequestLine request = entry.request();
    if (request == null) {
      escape(lines, entry.refusedLine().isEmpty() ? NOTHING : entry.refusedLine());
    } else {
      lines.append(request.method()).append(' ');
      escape(lines, request.target());
      lines.append(' ').append(request.version());
    }
    lines.append("\" ").append(entry.status()).append(' ');
    if (entry.bytes() == 0) {
      lines.append(NOTHING);
    } else {
      lines.append(entry.bytes());
    }
  }

  /** Appends a value in quotes. */
  static void quote(StringBuilder lines, @Nullable String value) {
    lines.append('"');
    escape(lines, value == null || value.isEmpty() ? NOTHING : value);
    lines.append('"');
  }

  /** Appends ISO 8859-1 characters, which are bytes, and escapes those that could end the value. */
  private static void escape(StringBuilder lines, String value) {
    for (int i = 0; i < value.length(); i++) {
      char b = value.charAt(i);
      if (b < ' ' || b > '~') {
        lines.append("\\x").append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
      } else {
        if (b == '"' || b == '\\') {
          lines.append('\\');
        }
        lines.append(b);
      }
    }
  }
}
