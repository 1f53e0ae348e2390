package io.heddle.http1;

import io.heddle.http.Method;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads responses like a client, and fails on anything that is not valid HTTP/1.1. */
final class Answers {
  /**
   * A response.
   *
   * @param start position of its first byte in the input
   * @param content as ISO 8859-1
   * @param isComplete false if it was cut off
   */
  record Answer(int start, int status, List<String> fields, String content, boolean isComplete) {
    Optional<String> field(String name) {
      return fields.stream()
          .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
          .map(line -> line.substring(name.length() + 2))
          .findFirst();
    }
  }

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([1-5]\\d\\d) [ -~]*");
  private static final Pattern FIELD =
      Pattern.compile("[!#$%&'*+.^_`|~\\w-]+: [\\t -~\\x80-\\xff]*");

  private final byte[] octets;
  private int at;

  private Answers(byte[] octets) {
    this.octets = octets;
  }

  /**
   * Reads all responses.
   *
   * @param methods of the requests in order; null for an unknown method
   */
  static List<Answer> read(byte[] octets, List<? extends @Nullable Method> methods) {
    Answers reader = new Answers(octets);
    List<Answer> answers = new ArrayList<>();
    int finals = 0;
    while (reader.at < octets.length) {
      Method method = finals < methods.size() ? methods.get(finals) : null;
      Answer answer = reader.read(method);
      answers.add(answer);
      finals += answer.status() < 200 ? 0 : 1;
    }
    return answers;
  }

  private Answer read(@Nullable Method method) {
    int start = at;
    String statusLine = line();
    if (statusLine == null) {
      return cut(start, 0, List.of(), "");
    }
    Matcher matcher = STATUS_LINE.matcher(statusLine);
    check(matcher.matches(), "status line " + statusLine);
    int status = Integer.parseInt(matcher.group(1));
    List<String> fields = new ArrayList<>();
    for (String line = line(); line == null || !line.isEmpty(); line = line()) {
      if (line == null) {
        return cut(start, status, fields, "");
      }
      check(FIELD.matcher(line).matches(), "field " + line);
      fields.add(line);
    }
    Answer head = new Answer(start, status, fields, "", true);
    checkSingle(fields);
    Optional<String> length = head.field("Content-Length");
    boolean chunked = head.field("Transfer-Encoding").isPresent();
    check(length.isEmpty() || !chunked, "Content-Length and Transfer-Encoding");
    if (status < 200 || status == 204) {
      check(length.isEmpty() && !chunked, "framing of " + status);
    }
    if (method == Method.HEAD || status < 200 || status == 204 || status == 304) {
      return head;
    }
    if (chunked) {
      return chunked(start, status, fields);
    }
    int promised = length.map(Integer::parseInt).orElse(octets.length - at);
    int count = Math.min(promised, octets.length - at);
    String content = new String(octets, at, count, StandardCharsets.ISO_8859_1);
    at += count;
    return new Answer(start, status, fields, content, count == promised);
  }

  private static void checkSingle(List<String> fields) {
    List<String> names = new ArrayList<>();
    for (String field : fields) {
      String name = field.substring(0, field.indexOf(':'));
      check(!names.contains(name), "two " + name);
      names.add(name);
    }
  }

  private Answer chunked(int start, int status, List<String> fields) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      String line = line();
      if (line == null) {
        return cut(start, status, fields, content.toString(StandardCharsets.ISO_8859_1));
      }
      check(line.matches("[0-9A-F]{1,6}"), "chunk size " + line);
      check(line.length() == 1 || line.charAt(0) != '0', "chunk size " + line);
      int size = Integer.parseInt(line, 16);
      int count = Math.min(size, octets.length - at);
      content.write(octets, at, count);
      at += count;
      if (octets.length - at < 2) {
        return cut(start, status, fields, content.toString(StandardCharsets.ISO_8859_1));
      }
      check(octets[at] == '\r' && octets[at + 1] == '\n', "chunk end");
      at += 2;
      if (size == 0) {
        return new Answer(
            start, status, fields, content.toString(StandardCharsets.ISO_8859_1), true);
      }
    }
  }

  private Answer cut(int start, int status, List<String> fields, String content) {
    at = octets.length;
    return new Answer(start, status, fields, content, false);
  }

  /** The next line without its end; null if it is cut off. */
  private @Nullable String line() {
    for (int i = at; i + 1 < octets.length; i++) {
      if (octets[i] == '\r' && octets[i + 1] == '\n') {
        String line = new String(octets, at, i - at, StandardCharsets.ISO_8859_1);
        at = i + 2;
        return line;
      }
    }
    return null;
  }

  private static void check(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError("not HTTP: " + what);
    }
  }
}
