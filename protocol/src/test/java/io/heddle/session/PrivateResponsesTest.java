package io.heddle.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which responses shared caches must not store. */
class PrivateResponsesTest {
  private static final Field PUBLIC = Field.of(HeaderName.CACHE_CONTROL, "public, max-age=9");

  private final Sessions sessions =
      new Sessions(
          new MemorySessions(SessionLimits.STANDARD, 10, System::nanoTime), SessionLimits.STANDARD);

  private Response send(Handler handler) throws Exception {
    return sessions.filter(HeadOf.get("/").request(), handler);
  }

  private Response using(Consumer<Session> use) throws Exception {
    return send(
        request -> {
          use.accept(Sessions.of(request));
          return Response.text("");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public, max-age=60, s-maxage=90 | private, max-age=60
          max-age=60                      | private, max-age=60
          no-cache                        | private, no-cache
          no-store                        | no-store
          Private, max-age=5              | Private, max-age=5
          """)
  void sharedCachesDoNotStoreWhatDependsOnASession(String given, String sent) throws Exception {
    Handler handler =
        request -> {
          Sessions.of(request).set("a", "1");
          return Response.text("").with(HeaderName.CACHE_CONTROL, given);
        };
    assertThat(send(handler).first(HeaderName.CACHE_CONTROL)).contains(sent);
  }

  @Test
  void theAbsenceOfASessionCountsToo() throws Exception {
    assertThat(using(session -> session.get("a")).first(HeaderName.CACHE_CONTROL))
        .contains("private");
    assertThat(using(Session::values).first(HeaderName.CACHE_CONTROL)).contains("private");
  }

  @Test
  void aResponseWithoutItIsForEverybody() throws Exception {
    assertThat(send(_ -> Response.text("").append(PUBLIC)).first(HeaderName.CACHE_CONTROL))
        .contains("public, max-age=9");
    assertThat(using(_ -> {}).first(HeaderName.CACHE_CONTROL)).isEmpty();
  }

  private List<String> fieldsOfError(boolean usesSession) {
    Handler handler =
        request -> {
          if (usesSession) {
            assertThat(Sessions.of(request).get("user")).isEmpty();
          }
          throw new HttpException(
              Status.NOT_FOUND, "gone", List.of(PUBLIC, Field.of(HeaderName.ALLOW, "GET")));
        };
    HttpException error = catchThrowableOfType(HttpException.class, () -> send(handler));
    assertThat(error.status()).isEqualTo(Status.NOT_FOUND);
    assertThat(error.reason()).isEqualTo("gone");
    return error.fields().stream().map(Field::toString).toList();
  }

  @Test
  void anErrorThatDependsOnASessionIsPrivateToo() {
    assertThat(fieldsOfError(true))
        .containsExactly("Allow: GET", "Cache-Control: private, max-age=9");
    assertThat(fieldsOfError(false))
        .containsExactly("Cache-Control: public, max-age=9", "Allow: GET");
  }
}
