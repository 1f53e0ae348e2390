package io.heddle.http;

/**
 * The id of a request in logs, unique within the process: the serial number of its connection and
 * its number on that connection, in hexadecimal, such as {@code 1f-3}.
 *
 * @param connection {@link ConnectionInfo#serial}
 * @param place from 1
 */
public record RequestId(long connection, int place) {
  @Override
  public String toString() {
    return Long.toHexString(connection) + '-' + Integer.toHexString(place);
  }
}
