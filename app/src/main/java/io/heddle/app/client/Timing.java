package io.heddle.app.client;

import java.util.Locale;

/** When the steps of a transfer were done, in nanoseconds since its beginning, and what came. */
final class Timing {
  private final long begin = System.nanoTime();
  private final ServerUrl url;
  private long connect;
  private long firstByte;
  private long total;
  private long bytes;
  private int status;

  /** A transfer that begins now. */
  Timing(ServerUrl url) {
    this.url = url;
  }

  /** A connection has been opened for this transfer. */
  void connected() {
    connect = System.nanoTime() - begin;
  }

  void firstByte(long nanoTime) {
    firstByte = nanoTime - begin;
  }

  int status() {
    return status;
  }

  void status(int code) {
    status = code;
  }

  void took(int count) {
    bytes += count;
  }

  /** The transfer is over; only the first call counts. */
  void ended() {
    total = total == 0 ? System.nanoTime() - begin : total;
  }

  /** The names of the columns. */
  static String head() {
    return "connect_ms  first_byte_ms    total_ms       bytes  status  url";
  }

  /** A row of the table. A reused connection takes no time to connect. */
  String row() {
    return String.format(
        Locale.ROOT,
        "%10.3f  %13.3f  %10.3f  %10d  %6s  %s",
        connect / 1e6,
        firstByte / 1e6,
        total / 1e6,
        bytes,
        status == 0 ? "-" : Integer.toString(status),
        url);
  }
}
