package io.heddle.filter;

import io.heddle.http.ErrorPages;
import io.heddle.http.Field;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.util.List;

/**
 * A filter that adds fields to all responses. A response that already has a field of the same name
 * keeps its own, except that values of Vary add up. Errors do not pass through filters, so they get
 * the fields from {@link #around}. Thread-safe.
 */
public final class AddedFields implements Filter {
  private final List<Field> fields;

  /** Adds these fields, in this order. */
  public AddedFields(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /** Whether it changes nothing. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    Response response = next.handle(request);
    return response.reason().isPresent() ? response : added(response);
  }

  /** These error pages, with the fields. */
  public ErrorPages around(ErrorPages pages) {
    return (error, head, connection) -> added(pages.page(error, head, connection));
  }

  private Response added(Response response) {
    Response more = response;
    for (Field field : fields) {
      HeaderName name = field.name();
      if (name.equals(HeaderName.VARY) || response.first(name).isEmpty()) {
        more = more.append(field);
      }
    }
    return more;
  }
}
