package io.heddle.session;

import io.heddle.http.Field;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;

/**
 * A filter that keeps cookies of this server from handlers, because handlers may pass requests on
 * to other servers and to scripts, which could then act for the client. All other cookies stay as
 * they are, byte for byte. Thread-safe.
 */
public final class WithheldCookies implements Filter {
  private static final HeaderName COOKIE = HeaderName.of("Cookie");

  private final List<SetCookie> cookies;

  /** A filter that withholds the cookies with the names of these, with and without a prefix. */
  public WithheldCookies(SetCookie... cookies) {
    this.cookies = List.of(cookies);
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    return next.handle(without(request));
  }

  /** The request without the cookies; the same object if it has none of them. */
  public Request without(Request request) {
    Headers headers = request.headers();
    for (String field : headers.all(COOKIE)) {
      if (!rest(field).equals(field)) {
        return request.with(headers.map(this::withoutOurs));
      }
    }
    return request;
  }

  /** A field without other cookies is gone. */
  private List<Field> withoutOurs(Field field) {
    if (!field.name().equals(COOKIE)) {
      return List.of(field);
    }
    String rest = rest(field.value());
    return rest.isEmpty() ? List.of() : List.of(Field.of(COOKIE, rest));
  }

  /** The other cookies of a field. */
  private String rest(String field) {
    StringJoiner rest = new StringJoiner(";");
    boolean isComplete = true;
    for (String pair : field.split(";", -1)) {
      if (isWithheld(pair)) {
        isComplete = false;
      } else {
        rest.add(pair);
      }
    }
    return isComplete ? field : rest.toString().strip();
  }

  private boolean isWithheld(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return false;
    }
    String name = pair.substring(0, equals).strip();
    return cookies.stream().anyMatch(cookie -> cookie.isNamed(name));
  }
}
