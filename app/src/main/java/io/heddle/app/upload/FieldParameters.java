package io.heddle.app.upload;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the parameters of a field such as Content-Disposition (RFC 9110 section 5.6.6). Within
 * quotes, a backslash escapes only a quote and another backslash, because old browsers send whole
 * paths of Windows.
 */
final class FieldParameters {
  private final String field;
  private final Map<String, String> values = new HashMap<>();
  private int at;

  private FieldParameters(String field) {
    this.field = field;
  }

  /** What is before the first parameter, in lower case. */
  static String subject(String field) {
    return field.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /**
   * The values by their names in lower case.
   *
   * @throws HttpException 400 when quotes have no end, or a name occurs twice
   */
  static Map<String, String> of(String field) {
    FieldParameters parameters = new FieldParameters(field);
    parameters.readAll();
    return parameters.values;
  }

  private void readAll() {
    skipTo(";");
    while (at < field.length()) {
      at++;
      int begin = at;
      skipTo("=;");
      String name = field.substring(begin, at).strip().toLowerCase(Locale.ROOT);
      if (isAt('=')) {
        at++;
        if (values.put(name, value()) != null) {
          throw malformed("a parameter occurs twice");
        }
      }
    }
  }

  private String value() {
    while (isAt(' ') || isAt('\t')) {
      at++;
    }
    if (isAt('"')) {
      return quoted();
    }
    int begin = at;
    skipTo(";");
    return field.substring(begin, at).strip();
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < field.length() && !isAt('"')) {
      if (isAt('\\') && at + 1 < field.length() && "\"\\".indexOf(field.charAt(at + 1)) >= 0) {
        at++;
      }
      value.append(field.charAt(at));
      at++;
    }
    int end = at + 1;
    skipTo(";");
    if (end > at || !field.substring(end, at).isBlank()) {
      throw malformed("a quoted value has no end");
    }
    return value.toString();
  }

  private boolean isAt(char c) {
    return at < field.length() && field.charAt(at) == c;
  }

  private void skipTo(String ends) {
    while (at < field.length() && ends.indexOf(field.charAt(at)) < 0) {
      at++;
    }
  }

  private static HttpException malformed(String how) {
    return new HttpException(Status.BAD_REQUEST, "the form is malformed: " + how);
  }
}
