package io.heddle.proxy;

import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import java.util.List;
import java.util.OptionalInt;

/**
 * How many more servers may pass a request on (RFC 9110 section 7.6.2). It counts for OPTIONS only;
 * TRACE never gets here.
 */
final class MaxForwards {
  static final HeaderName NAME = HeaderName.of("Max-Forwards");

  /** More digits are taken for {@link #MOST}. */
  private static final int MAX_DIGITS = 9;

  private static final int MOST = 999_999_999;

  private MaxForwards() {}

  /** The number in a request; empty if it does not count or is not one number. */
  static OptionalInt of(Method method, Headers headers) {
    if (method != Method.OPTIONS) {
      return OptionalInt.empty();
    }
    List<String> values = headers.all(NAME);
    if (values.size() != 1 || !isNumber(values.getFirst())) {
      return OptionalInt.empty();
    }
    String digits = values.getFirst();
    return OptionalInt.of(digits.length() > MAX_DIGITS ? MOST : Integer.parseInt(digits));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
