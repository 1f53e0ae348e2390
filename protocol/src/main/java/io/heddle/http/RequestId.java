package io.heddle.http;

/**
 * The id of a request in logs. Unless a proxy has given it another one, it is unique within the
 * process: the serial number of its connection and its number on that connection, in hexadecimal,
 * such as {@code 1f-3}.
 *
 * @param connection {@link ConnectionInfo#serial}
 * @param place from 1
 * @param given by a proxy, in printable US-ASCII; empty if there is none
 */
public record RequestId(long connection, int place, String given) {
  /** An id of our own. */
  public RequestId(long connection, int place) {
    this(connection, place, "");
  }

  /** The id that a proxy has given to this request. */
  public RequestId named(String id) {
    return new RequestId(connection, place, id);
  }

  @Override
  public String toString() {
    return given.isEmpty()
        ? Long.toHexString(connection) + '-' + Integer.toHexString(place)
        : given;
  }
}
