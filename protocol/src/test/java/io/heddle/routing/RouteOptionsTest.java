package io.heddle.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Blocking;
import io.heddle.http.Field;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The limits and filters of some routes, and the filters of all. */
class RouteOptionsTest {
  private static final Handler UNUSED = _ -> Response.of(Status.OK);

  private static Filter tagging(String tag) {
    return (request, next) -> next.handle(request).with(HeaderName.of("X-Tag"), tag);
  }

  private static String tags(Route route) throws Exception {
    return route.handler().handle(HeadOf.get("/").request()).fields().stream()
        .filter(field -> field.name().equals(HeaderName.of("X-Tag")))
        .map(Field::value)
        .collect(Collectors.joining(" "));
  }

  @Test
  void givesARouteItsOwnContentLimit() {
    RouteOptions large = RouteOptions.STANDARD.withMaxBodyBytes(5L << 30);
    RouteOptions none = RouteOptions.STANDARD.withMaxBodyBytes(0);
    Router router =
        Router.builder()
            .on(Method.PUT, "/large/{name}", "large", UNUSED, large)
            .put("/usual", "usual", UNUSED)
            .fallback(Method.POST, "none", UNUSED, none)
            .build();
    assertThat(router.route(HeadOf.of(Method.PUT, "/large/a")).maxBodyBytes()).hasValue(5L << 30);
    assertThat(router.route(HeadOf.of(Method.PUT, "/usual")).maxBodyBytes()).isEmpty();
    assertThat(router.route(HeadOf.of(Method.POST, "/any")).maxBodyBytes()).hasValue(0);
  }

  @Test
  void refusesANegativeContentLimit() {
    assertThatThrownBy(() -> RouteOptions.STANDARD.withMaxBodyBytes(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max body bytes is -1, but must be at least 0");
  }

  @Test
  void givesARouteItsOwnFilters() throws Exception {
    RouteOptions options = RouteOptions.STANDARD.with(tagging("inner")).with(tagging("outer"));
    Router router =
        Router.builder()
            .on(Method.GET, "/a/{b}", "filtered", UNUSED, options)
            .get("/c", "plain", UNUSED)
            .build();
    assertThat(tags(router.route(HeadOf.get("/a/b")))).isEqualTo("inner outer");
    assertThat(router.route(HeadOf.get("/a/b")).pathParameters()).containsEntry("b", "b");
    assertThat(tags(router.route(HeadOf.get("/c")))).isEmpty();
    assertThat(tags(router.route(HeadOf.get("/d")))).isEmpty();
  }

  @Test
  void putsAFilterAroundAllRoutesAndItsOwnAnswers() throws Exception {
    RouteOptions options = RouteOptions.STANDARD.with(tagging("own"));
    Router router =
        Router.builder()
            .get("/before", "before", UNUSED)
            .with(tagging("first"))
            .with(tagging("second"))
            .on(Method.GET, "/after", "after", UNUSED, options)
            .get("/literal/{x}", "parameter", UNUSED)
            .build();
    assertThat(tags(router.route(HeadOf.get("/before")))).isEqualTo("first second");
    assertThat(tags(router.route(HeadOf.get("/after")))).isEqualTo("own first second");
    assertThat(tags(router.route(HeadOf.get("/literal/x")))).isEqualTo("first second");
    assertThat(tags(router.route(HeadOf.get("/none")))).isEqualTo("first second");
    assertThat(tags(router.route(HeadOf.of(Method.PUT, "/after")))).isEqualTo("first second");
    assertThat(tags(router.route(HeadOf.of(Method.OPTIONS, "*")))).isEqualTo("first second");
  }

  @Test
  void putsAFilterAroundTheFallback() throws Exception {
    Router router =
        Router.builder().fallback(Method.GET, "files", UNUSED).with(tagging("first")).build();
    assertThat(tags(router.route(HeadOf.get("/any")))).isEqualTo("first");
    assertThat(tags(router.route(HeadOf.of(Method.PUT, "/any")))).isEqualTo("first");
  }

  @Test
  void itsOwnAnswersBlockOnlyAsLongAsTheirFilters() {
    Router router = Router.builder().with(tagging("first")).build();
    assertThat(router.route(HeadOf.get("/")).handler().blocking()).isEqualTo(Blocking.NEVER);
  }
}
