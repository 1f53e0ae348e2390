package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose changes are refused; the requested host is {@code localhost}. */
class CrossSiteRequestsTest {
  private static final Response DONE = Response.text("done");

  private static Response response(Method method, @Nullable String site, @Nullable String origin)
      throws Exception {
    HeadOf head = HeadOf.of(method, "/files/a");
    if (site != null) {
      head = head.with(HeaderName.of("Sec-Fetch-Site"), site);
    }
    if (origin != null) {
      head = head.with(HeaderName.of("Origin"), origin);
    }
    Handler next = _ -> DONE;
    return new CrossSiteRequests().filter(head.request(), next);
  }

  @ParameterizedTest
  @CsvSource({
    // no browser
    ",",
    "same-origin,",
    "none,",
    "same-origin, http://localhost",
    // the browser knows more than the address shows, for example behind a proxy
    "same-origin, https://example.org",
    ", http://localhost",
    ", https://LOCALHOST"
  })
  void changesOfTheSiteItselfAreMade(@Nullable String site, @Nullable String origin)
      throws Exception {
    assertThat(response(Method.POST, site, origin)).isSameAs(DONE);
  }

  @ParameterizedTest
  @CsvSource({
    "cross-site,",
    "same-site,",
    "'',",
    "cross-site, http://localhost",
    ", http://other",
    ", http://localhos",
    ", http://localhost:8080",
    ", http://localhost.example",
    ", http://x@localhost",
    ", localhost",
    ", null",
    ", ''"
  })
  void changesOfOtherSitesAreRefused(@Nullable String site, @Nullable String origin) {
    for (Method method : new Method[] {Method.POST, Method.PUT, Method.PATCH, Method.DELETE}) {
      assertThatThrownBy(() -> response(method, site, origin))
          .isInstanceOfSatisfying(
              HttpException.class, e -> assertThat(e.status().code()).isEqualTo(403));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"GET", "HEAD", "OPTIONS", "TRACE"})
  void whatChangesNothingIsAnsweredForAll(Method method) throws Exception {
    assertThat(response(method, "cross-site", "http://other")).isSameAs(DONE);
  }
}
