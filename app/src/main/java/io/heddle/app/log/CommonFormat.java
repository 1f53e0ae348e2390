package io.heddle.app.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The common log format: {@code client - - [time] "request line" status bytes}. What is unknown is
 * a dash. Quotes and backslashes follow a backslash, and every octet that is not visible US-ASCII
 * or a space is written as {@code \xHH}.
 */
final class CommonFormat implements LineFormat {
  private static final String HEX = "0123456789ABCDEF";
  private static final String NOTHING = "-";

  private final DateTimeFormatter time;

  CommonFormat() {
    this(ZoneId.systemDefault());
  }

  /** One that writes the time as it is in this zone. */
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

  /** Adds all but the newline. */
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

  /** Adds a value in quotes. */
  static void quote(StringBuilder lines, @Nullable String value) {
    lines.append('"');
    escape(lines, value == null || value.isEmpty() ? NOTHING : value);
    lines.append('"');
  }

  /** Adds ISO 8859-1 characters, which are octets, so that none of them is taken for our own. */
  private static void escape(StringBuilder lines, String value) {
    for (int i = 0; i < value.length(); i++) {
      char octet = value.charAt(i);
      if (octet < ' ' || octet > '~') {
        lines.append("\\x").append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
      } else {
        if (octet == '"' || octet == '\\') {
          lines.append('\\');
        }
        lines.append(octet);
      }
    }
  }
}
