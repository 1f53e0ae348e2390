package io.heddle.codec;

import io.heddle.http.Ascii;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import io.heddle.http.Status;
import io.heddle.http.Version;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules that give a complete head its meaning: framing, persistence, expectation and target.
 * They refuse everything that two recipients might read differently, because request smuggling
 * depends on that (RFC 9112 sections 3.2, 6.1, 6.3 and 11.2). One object serves one head after
 * another.
 */
final class HeadRules {
  private static final Octets ROOT = Octets.of("/");
  private static final Octets ASTERISK = Octets.of("*");
  private static final List<String> SCHEMES = List.of("http", "https");

  /**
   * The largest number to which one more decimal digit can be appended without overflowing a long.
   */
  private static final long MAX_EXTENSIBLE = (Long.MAX_VALUE - 9) / 10;

  /** Stands for a field that the head does not have. */
  private static final int NONE = -1;

  // The numbers of the fields that matter here.
  private int host;
  private int contentLength;
  private int transferEncoding;
  private int expect;

  private boolean close;
  private boolean keepAlive;

  /** Interprets the head, or refuses it with 400, 417 or 501. */
  void apply(ParsedHead head) {
    host = NONE;
    contentLength = NONE;
    transferEncoding = NONE;
    expect = NONE;
    close = false;
    keepAlive = false;
    for (int i = 0; i < head.fields.size(); i++) {
      take(head.fields, i);
    }
    Method method = head.method;
    if (method == null || method == Method.CONNECT) {
      throw new HttpException(Status.NOT_IMPLEMENTED, "this server does not know the method");
    }
    applyHost(head);
    applyTarget(head, method);
    applyFraming(head);
    applyExpectation(head);
    head.keepAlive = !close && (head.version == Version.HTTP_1_1 || keepAlive);
  }

  private void take(FieldTable fields, int field) {
    switch (fields.nameLength(field)) {
      case 4 -> {
        if (fields.isNamed(field, HeaderName.HOST)) {
          host = only(host, field, "Host");
        }
      }
      case 6 -> {
        if (fields.isNamed(field, HeaderName.EXPECT)) {
          expect = only(expect, field, "Expect");
        }
      }
      case 10 -> {
        if (fields.isNamed(field, HeaderName.CONNECTION)) {
          takeConnection(fields.value(field));
        }
      }
      case 14 -> {
        if (fields.isNamed(field, HeaderName.CONTENT_LENGTH)) {
          contentLength = only(contentLength, field, "Content-Length");
        }
      }
      case 17 -> {
        if (fields.isNamed(field, HeaderName.TRANSFER_ENCODING)) {
          transferEncoding = only(transferEncoding, field, "Transfer-Encoding");
        }
      }
      default -> {}
    }
  }

  private static int only(int before, int field, String name) {
    if (before != NONE) {
      throw Syntax.malformed("more than one " + name);
    }
    return field;
  }

  private void takeConnection(Octets value) {
    for (int start = 0; start < value.length(); ) {
      int end = value.indexOf(',', start);
      String option = value.slice(start, end).toString().strip();
      close |= option.equalsIgnoreCase("close");
      keepAlive |= option.equalsIgnoreCase("keep-alive");
      start = end + 1;
    }
  }

  /**
   * RFC 9112 section 3.2: HTTP/1.1 requires one valid Host; in HTTP/1.0 it is optional, but must be
   * valid.
   */
  private void applyHost(ParsedHead head) {
    if (host == NONE) {
      if (head.version == Version.HTTP_1_1) {
        throw Syntax.malformed("Host is missing");
      }
      return;
    }
    head.authority = head.fields.value(host);
    Authority.check(head.authority);
  }

  private static void applyTarget(ParsedHead head, Method method) {
    Octets target = head.targetOctets();
    int pathFrom = 0;
    if (target.at(0) != '/') {
      if (target.contentEquals("*") && method == Method.OPTIONS) {
        head.path = ASTERISK;
        return;
      }
      pathFrom = applyAbsoluteForm(head, target);
    }
    int pathTo = target.indexOf('?', pathFrom);
    if (pathTo < target.length()) {
      head.query = target.slice(pathTo + 1, target.length());
    }
    if (pathTo == pathFrom) {
      head.path = method == Method.OPTIONS && head.query == null ? ASTERISK : ROOT;
    } else {
      boolean isWhole = pathFrom == 0 && pathTo == target.length();
      Octets path = isWhole ? target : target.slice(pathFrom, pathTo);
      head.path = isNormal(path) ? path : PercentEncoding.normalizePath(path);
    }
  }

  /**
   * RFC 9112 section 3.2.2: the target's host wins over the Host field. Whether the scheme is right
   * depends on the client, which may be behind proxies.
   */
  private static int applyAbsoluteForm(ParsedHead head, Octets target) {
    String scheme =
        SCHEMES.stream()
            .filter(known -> begins(target, known + "://"))
            .findFirst()
            .orElseThrow(
                () -> Syntax.malformed("request target is neither a path nor an http(s) URI"));
    int from = scheme.length() + "://".length();
    head.targetScheme = scheme;
    int to = Math.min(target.indexOf('/', from), target.indexOf('?', from));
    head.authority = target.slice(from, to);
    Authority.check(head.authority);
    return to;
  }

  /** Whether the target begins with this text, in any case, and is longer. */
  private static boolean begins(Octets target, String text) {
    return target.length() > text.length()
        && target.slice(0, text.length()).toString().equalsIgnoreCase(text);
  }

  /** Whether the path is in normal form already: no triplet, no segment that begins with a dot. */
  private static boolean isNormal(Octets path) {
    byte before = 0;
    for (int i = 0; i < path.length(); i++) {
      byte b = path.at(i);
      if (b == '%' || (b == '.' && before == '/')) {
        return false;
      }
      before = b;
    }
    return true;
  }

  /** RFC 9112 section 6.3: without either field there is no content, whatever the method. */
  private void applyFraming(ParsedHead head) {
    if (transferEncoding != NONE) {
      if (contentLength != NONE) {
        throw Syntax.malformed("both Content-Length and Transfer-Encoding");
      }
      if (head.version == Version.HTTP_1_0) {
        throw Syntax.malformed("Transfer-Encoding in an HTTP/1.0 request");
      }
      checkTransferEncoding(head.fields.value(transferEncoding).toString());
      head.framing = Framing.CHUNKED;
    } else if (contentLength != NONE) {
      long length = parseLength(head.fields.value(contentLength));
      head.framing = length == 0 ? Framing.NONE : new Framing.Length(length);
    }
  }

  /**
   * RFC 9112 section 6.1: 400 unless chunked comes last and only once; 501 for any coding before
   * it.
   */
  private static void checkTransferEncoding(String value) {
    if (value.equalsIgnoreCase("chunked")) {
      return;
    }
    List<String> codings = listElements(value);
    if (!codings.stream().allMatch(HeadRules::isCoding)
        || codings.stream().filter("chunked"::equalsIgnoreCase).count() != 1
        || !codings.getLast().equalsIgnoreCase("chunked")) {
      throw Syntax.malformed("Transfer-Encoding is not chunked");
    }
    if (codings.size() > 1) {
      throw new HttpException(Status.NOT_IMPLEMENTED, "only the chunked transfer coding is known");
    }
  }

  /** Whether the text names a coding; the obsolete "identity" does not count. */
  private static boolean isCoding(String text) {
    return text.chars().allMatch(Ascii::isTokenChar) && !text.equalsIgnoreCase("identity");
  }

  /** The elements of a comma-separated list, without empty ones (RFC 9110 section 5.6.1). */
  private static List<String> listElements(String value) {
    return Stream.of(value.split(",", -1)).map(String::strip).filter(e -> !e.isEmpty()).toList();
  }

  /**
   * RFC 9110 section 8.6: digits only; a list is refused, even if its values are equal. A number
   * too large for a long becomes the largest long, which exceeds every limit.
   */
  static long parseLength(Octets value) {
    if (value.isEmpty()) {
      throw Syntax.malformed("Content-Length is malformed");
    }
    long length = 0;
    for (int i = 0; i < value.length(); i++) {
      byte b = value.at(i);
      if (!Ascii.isDigit(b)) {
        throw Syntax.malformed("Content-Length is malformed");
      }
      length = length <= MAX_EXTENSIBLE ? length * 10 + (b - '0') : Long.MAX_VALUE;
    }
    return length;
  }

  private void applyExpectation(ParsedHead head) {
    if (expect == NONE || head.version == Version.HTTP_1_0) {
      return;
    }
    if (!head.fields.value(expect).toString().equalsIgnoreCase("100-continue")) {
      throw new HttpException(Status.EXPECTATION_FAILED, "only 100-continue can be expected");
    }
    head.expectsContinue = !(head.framing instanceof Framing.None);
  }
}
