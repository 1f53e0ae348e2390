package io.heddle.http;

import org.jspecify.annotations.Nullable;

/** A request method that this server supports (RFC 9110 section 9, RFC 5789 for PATCH). */
public enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  DELETE,
  CONNECT,
  OPTIONS,
  TRACE,
  PATCH;

  private static final Method[] ALL = values();

  /** The method of this name, which is case-sensitive; null if this server does not support it. */
  public static @Nullable Method of(byte[] bytes, int from, int to) {
    int length = to - from;
    for (Method method : ALL) {
      String name = method.name();
      if (name.length() == length && matches(name, bytes, from)) {
        return method;
      }
    }
    return null;
  }

  private static boolean matches(String name, byte[] bytes, int from) {
    for (int i = 0; i < name.length(); i++) {
      if (bytes[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
