package io.heddle.app.cgi;

import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header fields of a script's output (RFC 3875 section 6.3).
 *
 * @param status of the response
 * @param fields of the response
 * @param contentBytes the announced length of the content; empty if there is none
 * @param hasType whether there is a Content-Type, without which there is no content
 */
record ScriptHead(Status status, List<Field> fields, OptionalLong contentBytes, boolean hasType) {
  private static final int MAX_FIELDS = 100;
  private static final HeaderName STATUS = HeaderName.of("Status");

  /** Each of them once at most. */
  private static final Set<HeaderName> SINGLE =
      Set.of(STATUS, HeaderName.CONTENT_TYPE, HeaderName.CONTENT_LENGTH, HeaderName.LOCATION);

  /** The connection adds them as needed. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "date",
          "keep-alive",
          "proxy-connection",
          "server",
          "status",
          "te",
          "trailer",
          "upgrade");

  /** Meant for servers that know them. */
  private static final String EXTENSION = "x-cgi-";

  private static final Pattern STATUS_FORM = Pattern.compile("([2-5]\\d\\d)(?: .*)?");
  private static final Pattern LENGTH_FORM = Pattern.compile("\\d{1,18}");

  /**
   * Reads the lines of a head.
   *
   * @param lines without line ends, and without the empty line
   * @throws ScriptFailure when it is malformed
   */
  static ScriptHead parse(List<String> lines) throws ScriptFailure {
    if (lines.isEmpty()) {
      throw ScriptFailure.of("its output has no header fields: write Content-Type: TYPE first");
    }
    if (lines.size() > MAX_FIELDS) {
      throw ScriptFailure.of("its output has more than " + MAX_FIELDS + " header fields");
    }
    List<Field> all = new ArrayList<>();
    Set<HeaderName> names = new HashSet<>();
    for (String line : lines) {
      Field field = field(line, all.size() + 1);
      if (!names.add(field.name()) && SINGLE.contains(field.name())) {
        throw ScriptFailure.of("its output has two fields " + field.name());
      }
      all.add(field);
    }
    if (names.contains(HeaderName.TRANSFER_ENCODING)) {
      throw ScriptFailure.of("its output has a Transfer-Encoding, which is the server's matter");
    }
    boolean hasType = names.contains(HeaderName.CONTENT_TYPE);
    if (!hasType && !names.contains(STATUS) && !names.contains(HeaderName.LOCATION)) {
      throw ScriptFailure.of("its output has no Content-Type, Status or Location");
    }
    return new ScriptHead(status(all, names), passedOn(all), contentBytes(all), hasType);
  }

  private static Field field(String line, int number) throws ScriptFailure {
    if (number == 1 && line.startsWith("HTTP/")) {
      throw ScriptFailure.of(
          "its output begins with a status line, which is not supported (nph): write Status: 200");
    }
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw ScriptFailure.of("line " + number + " of its output is no header field");
    }
    try {
      HeaderName name = HeaderName.of(line.substring(0, colon));
      return Field.of(name, withoutBlanks(line.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw ScriptFailure.of(
          "line " + number + " of its output is no valid header field: " + e.getMessage());
    }
  }

  private static String withoutBlanks(String value) {
    return value.replaceFirst("^[ \t]+", "").replaceFirst("[ \t]+$", "");
  }

  private static Status status(List<Field> all, Set<HeaderName> names) throws ScriptFailure {
    for (Field field : all) {
      if (field.name().equals(STATUS)) {
        Matcher form = STATUS_FORM.matcher(field.value());
        if (!form.matches()) {
          throw ScriptFailure.of(
              "its Status is \"" + field.value() + "\", but must be a number from 200 to 599");
        }
        return Status.of(Integer.parseInt(form.group(1)));
      }
    }
    return names.contains(HeaderName.LOCATION) ? Status.FOUND : Status.OK;
  }

  private static OptionalLong contentBytes(List<Field> all) throws ScriptFailure {
    for (Field field : all) {
      if (field.name().equals(HeaderName.CONTENT_LENGTH)) {
        if (!LENGTH_FORM.matcher(field.value()).matches()) {
          throw ScriptFailure.of("its Content-Length is no number: \"" + field.value() + "\"");
        }
        return OptionalLong.of(Long.parseLong(field.value()));
      }
    }
    return OptionalLong.empty();
  }

  private static List<Field> passedOn(List<Field> all) {
    return all.stream()
        .filter(
            field -> {
              String name = field.name().toString().toLowerCase(Locale.ROOT);
              return !OF_THE_CONNECTION.contains(name) && !name.startsWith(EXTENSION);
            })
        .toList();
  }

  /** The response, still without content. */
  Response response() {
    Response response = Response.of(status);
    for (Field field : fields) {
      response = response.append(field);
    }
    return response;
  }
}
