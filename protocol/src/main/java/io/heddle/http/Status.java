package io.heddle.http;

import static java.util.Map.entry;

import java.util.Map;

/**
 * A status code and its reason phrase (RFC 9110 section 15).
 *
 * @param code 100 to 599
 * @param reason the phrase after the code; no control characters
 */
public record Status(int code, String reason) {
  public static final Status CONTINUE = new Status(100, "Continue");
  public static final Status OK = new Status(200, "OK");
  public static final Status CREATED = new Status(201, "Created");
  public static final Status NO_CONTENT = new Status(204, "No Content");
  public static final Status RESET_CONTENT = new Status(205, "Reset Content");
  public static final Status PARTIAL_CONTENT = new Status(206, "Partial Content");
  public static final Status MOVED_PERMANENTLY = new Status(301, "Moved Permanently");
  public static final Status FOUND = new Status(302, "Found");
  public static final Status NOT_MODIFIED = new Status(304, "Not Modified");
  public static final Status PERMANENT_REDIRECT = new Status(308, "Permanent Redirect");
  public static final Status BAD_REQUEST = new Status(400, "Bad Request");
  public static final Status FORBIDDEN = new Status(403, "Forbidden");
  public static final Status NOT_FOUND = new Status(404, "Not Found");
  public static final Status METHOD_NOT_ALLOWED = new Status(405, "Method Not Allowed");
  public static final Status REQUEST_TIMEOUT = new Status(408, "Request Timeout");
  public static final Status CONFLICT = new Status(409, "Conflict");
  public static final Status LENGTH_REQUIRED = new Status(411, "Length Required");
  public static final Status PRECONDITION_FAILED = new Status(412, "Precondition Failed");
  public static final Status CONTENT_TOO_LARGE = new Status(413, "Content Too Large");
  public static final Status URI_TOO_LONG = new Status(414, "URI Too Long");
  public static final Status UNSUPPORTED_MEDIA_TYPE = new Status(415, "Unsupported Media Type");
  public static final Status RANGE_NOT_SATISFIABLE = new Status(416, "Range Not Satisfiable");
  public static final Status EXPECTATION_FAILED = new Status(417, "Expectation Failed");
  public static final Status HEADER_FIELDS_TOO_LARGE =
      new Status(431, "Request Header Fields Too Large");
  public static final Status INTERNAL_SERVER_ERROR = new Status(500, "Internal Server Error");
  public static final Status NOT_IMPLEMENTED = new Status(501, "Not Implemented");
  public static final Status BAD_GATEWAY = new Status(502, "Bad Gateway");
  public static final Status SERVICE_UNAVAILABLE = new Status(503, "Service Unavailable");
  public static final Status GATEWAY_TIMEOUT = new Status(504, "Gateway Timeout");
  public static final Status VERSION_NOT_SUPPORTED = new Status(505, "HTTP Version Not Supported");
  public static final Status INSUFFICIENT_STORAGE = new Status(507, "Insufficient Storage");

  public Status {
    if (code < 100 || code > 599) {
      throw new IllegalArgumentException("status code " + code + " is not within 100 to 599");
    }
    for (int i = 0; i < reason.length(); i++) {
      char c = reason.charAt(i);
      if (c < ' ' || c > '~') {
        throw new IllegalArgumentException("reason phrase of " + code + " is not printable ASCII");
      }
    }
  }

  /**
   * The status of a code, with its phrase in the IANA registry; with an empty phrase if it has
   * none.
   *
   * @param code 100 to 599
   */
  public static Status of(int code) {
    return new Status(code, Phrases.BY_CODE.getOrDefault(code, ""));
  }

  /** The phrases of the IANA registry for HTTP status codes; loaded when they are needed. */
  private static final class Phrases {
    static final Map<Integer, String> BY_CODE =
        Map.ofEntries(
            entry(100, "Continue"),
            entry(101, "Switching Protocols"),
            entry(102, "Processing"),
            entry(103, "Early Hints"),
            entry(200, "OK"),
            entry(201, "Created"),
            entry(202, "Accepted"),
            entry(203, "Non-Authoritative Information"),
            entry(204, "No Content"),
            entry(205, "Reset Content"),
            entry(206, "Partial Content"),
            entry(207, "Multi-Status"),
            entry(208, "Already Reported"),
            entry(226, "IM Used"),
            entry(300, "Multiple Choices"),
            entry(301, "Moved Permanently"),
            entry(302, "Found"),
            entry(303, "See Other"),
            entry(304, "Not Modified"),
            entry(305, "Use Proxy"),
            entry(307, "Temporary Redirect"),
            entry(308, "Permanent Redirect"),
            entry(400, "Bad Request"),
            entry(401, "Unauthorized"),
            entry(402, "Payment Required"),
            entry(403, "Forbidden"),
            entry(404, "Not Found"),
            entry(405, "Method Not Allowed"),
            entry(406, "Not Acceptable"),
            entry(407, "Proxy Authentication Required"),
            entry(408, "Request Timeout"),
            entry(409, "Conflict"),
            entry(410, "Gone"),
            entry(411, "Length Required"),
            entry(412, "Precondition Failed"),
            entry(413, "Content Too Large"),
            entry(414, "URI Too Long"),
            entry(415, "Unsupported Media Type"),
            entry(416, "Range Not Satisfiable"),
            entry(417, "Expectation Failed"),
            entry(421, "Misdirected Request"),
            entry(422, "Unprocessable Content"),
            entry(423, "Locked"),
            entry(424, "Failed Dependency"),
            entry(425, "Too Early"),
            entry(426, "Upgrade Required"),
            entry(428, "Precondition Required"),
            entry(429, "Too Many Requests"),
            entry(431, "Request Header Fields Too Large"),
            entry(451, "Unavailable For Legal Reasons"),
            entry(500, "Internal Server Error"),
            entry(501, "Not Implemented"),
            entry(502, "Bad Gateway"),
            entry(503, "Service Unavailable"),
            entry(504, "Gateway Timeout"),
            entry(505, "HTTP Version Not Supported"),
            entry(506, "Variant Also Negotiates"),
            entry(507, "Insufficient Storage"),
            entry(508, "Loop Detected"),
            entry(511, "Network Authentication Required"));

    private Phrases() {}
  }

  /** Whether a response with this status has no content, whatever its fields say (RFC 9112 6.3). */
  public boolean forbidsContent() {
    return code < 200 || code == 204 || code == 304;
  }

  @Override
  public String toString() {
    return code + " " + reason;
  }
}
