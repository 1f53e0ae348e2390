package io.heddle.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.heddle.http.Blocking;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
  private static final Handler UNUSED = _ -> Response.of(Status.OK);

  private static final Router SITE =
      Router.builder()
          .get("/", "home", UNUSED)
          .get("/ping", "ping", UNUSED)
          .get("/api/", "api", UNUSED)
          .get("/users/me", "me", UNUSED)
          .get("/users/{id}", "user", UNUSED)
          .put("/users/{name}", "rename", UNUSED)
          .get("/users/{id}/posts/{post}", "post", UNUSED)
          .get("/users/me/likes", "likes", UNUSED)
          .get("/files/{path...}", "file", UNUSED)
          .get("/files/{name}/history", "history", UNUSED)
          .get("/%C3%A9t%C3%A9", "summer", UNUSED)
          .post("/write", "write", UNUSED)
          .patch("/write", "amend", UNUSED)
          .delete("/write", "erase", UNUSED)
          .get("/head", "head by GET", UNUSED)
          .on(Method.HEAD, "/head", "head by HEAD", UNUSED)
          .on(Method.OPTIONS, "/cors", "preflight", UNUSED)
          .build();

  private static Route route(Method method, String target) {
    return SITE.route(HeadOf.of(method, target));
  }

  private static Response answer(Route route) {
    assertThat(route.handler().blocking()).as("%s waits", route.name()).isEqualTo(Blocking.NEVER);
    try {
      return route.handler().handle(HeadOf.get("/").request());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String allow(Response response) {
    return response.fields().stream()
        .filter(field -> field.name().equals(HeaderName.ALLOW))
        .map(Field::value)
        .findFirst()
        .orElse("no Allow");
  }

  @ParameterizedTest
  @CsvSource({
    "/demo/, home",
    "/demo/ping, ping",
    "/demo/users/7, user",
    "/demo, NOT_FOUND",
    "/ping, NOT_FOUND",
    "/demo/other, NOT_FOUND"
  })
  void allRoutesMayBeBelowOnePath(String target, String name) {
    Router site =
        Router.builder("/demo")
            .get("/", "home", UNUSED)
            .get("/ping", "ping", UNUSED)
            .get("/users/{id}", "user", UNUSED)
            .build();
    Route route = site.route(HeadOf.get(target));
    assertThat(route.name()).isEqualTo(name);
    assertThat(route.pathParameters().containsKey("id")).isEqualTo(name.equals("user"));
  }

  @ParameterizedTest
  @CsvSource({
    "/, home",
    "/ping, ping",
    "/ping?a=/b, ping",
    "/api/, api",
    "/users/me, me",
    "/users/you, user",
    "/users/mee, user",
    "/files/, file",
    "/files//, file",
    "/files/a/b/, file",
    "/files/a/history, history",
    "/files/a/history/, file",
    "/users/m, user",
    "/users/1/posts/2, post",
    "/users/me/likes, likes",
    "/%c3%a9t%C3%A9, summer",
    "/%70ing, ping",
    "/x/../ping, ping",
  })
  void picksTheRouteByItsPath(String target, String name) {
    assertThat(route(Method.GET, target).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/ping/",
        "/pin",
        "/pings",
        "/PING",
        "//",
        "//ping",
        "/users",
        "/files",
        "/users/",
        "/users//",
        "/users/1/",
        "/users/1/posts/",
        "/users/1/posts//",
        "/users//posts/2",
        "/users%2Fme",
        "/users/me/likes/"
      })
  void matchesNoOtherPath(String target) {
    assertThat(route(Method.GET, target).name()).isEqualTo("NOT_FOUND");
  }

  @Test
  void backtracksFromALiteralThatDoesNotMatch() {
    Route route = route(Method.GET, "/users/me/posts/7");
    assertThat(route.name()).isEqualTo("post");
    assertThat(route.pathParameters()).isEqualTo(Map.of("id", "me", "post", "7"));
  }

  @Test
  void givesEachMethodTheParameterNamesOfItsOwnPattern() {
    assertThat(route(Method.GET, "/users/a%20b").pathParameters()).isEqualTo(Map.of("id", "a b"));
    assertThat(route(Method.PUT, "/users/a%20b").pathParameters()).isEqualTo(Map.of("name", "a b"));
  }

  @Test
  void keepsEncodedSlashesInsideTheirSegment() {
    assertThat(route(Method.GET, "/users/a%2Fb").pathParameters()).isEqualTo(Map.of("id", "a/b"));
  }

  @Test
  void refusesAParameterThatIsNotUtf8() {
    assertThatThrownBy(() -> route(Method.GET, "/users/%FF"))
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status()).isEqualTo(Status.BAD_REQUEST));
  }

  @ParameterizedTest
  @CsvSource({"POST, write", "PATCH, amend", "DELETE, erase"})
  void picksAmongTheRoutesOfAPathByMethod(Method method, String name) {
    assertThat(route(method, "/write").name()).isEqualTo(name);
  }

  @Test
  void servesHeadWithTheRouteOfGet() {
    assertThat(route(Method.HEAD, "/ping")).isSameAs(route(Method.GET, "/ping"));
    assertThat(route(Method.HEAD, "/users/7").pathParameters()).isEqualTo(Map.of("id", "7"));
  }

  @Test
  void prefersARouteOfItsOwnForHead() {
    assertThat(route(Method.HEAD, "/head").name()).isEqualTo("head by HEAD");
    assertThat(route(Method.GET, "/head").name()).isEqualTo("head by GET");
  }

  @Test
  void answersUnknownPathsWith404() {
    for (Method method : Method.values()) {
      if (method != Method.CONNECT) {
        Route route = route(method, "/nowhere");
        assertThat(route.name()).isEqualTo("NOT_FOUND");
        assertThat(answer(route).status()).isEqualTo(Status.NOT_FOUND);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST   | /ping        | GET, HEAD, OPTIONS",
        "TRACE  | /ping        | GET, HEAD, OPTIONS",
        "DELETE | /users/7     | GET, HEAD, OPTIONS, PUT",
        "GET    | /write       | DELETE, OPTIONS, PATCH, POST",
        "HEAD   | /write       | DELETE, OPTIONS, PATCH, POST",
        "PUT    | /users/me    | GET, HEAD, OPTIONS",
        "GET    | /cors        | OPTIONS",
      })
  void answersOtherMethodsWith405AndTheAllowedMethods(
      Method method, String target, String allowed) {
    Route route = route(method, target);
    assertThat(route.name()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(answer(route).status()).isEqualTo(Status.METHOD_NOT_ALLOWED);
    assertThat(allow(answer(route))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ping    | GET, HEAD, OPTIONS",
        "/users/7 | GET, HEAD, OPTIONS, PUT",
        "/write   | DELETE, OPTIONS, PATCH, POST",
        "*        | DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
      })
  void answersOptionsWith204AndTheAllowedMethods(String target, String allowed) {
    Route route = route(Method.OPTIONS, target);
    assertThat(route.name()).isEqualTo("OPTIONS");
    assertThat(answer(route).status()).isEqualTo(Status.NO_CONTENT);
    assertThat(answer(route).body().length()).isZero();
    assertThat(allow(answer(route))).isEqualTo(allowed);
  }

  @Test
  void leavesOptionsToARouteForIt() {
    assertThat(route(Method.OPTIONS, "/cors").name()).isEqualTo("preflight");
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OPTIONS", "CONNECT"})
  void allowsTheAsteriskForOptionsOnly(Method method) {
    Route route = route(method, "*");
    assertThat(route.name()).isEqualTo("BAD_REQUEST");
    assertThat(answer(route).status()).isEqualTo(Status.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nowhere", "localhost:443", "*"})
  void answersConnectWith501(String target) {
    Route route = route(Method.CONNECT, target);
    assertThat(route.name()).isEqualTo("NOT_IMPLEMENTED");
    assertThat(answer(route).status()).isEqualTo(Status.NOT_IMPLEMENTED);
  }

  @Test
  void buildsItsAnswersOnce() {
    assertThat(answer(route(Method.GET, "/nowhere"))).isSameAs(answer(route(Method.PUT, "/no")));
    assertThat(answer(route(Method.PUT, "/ping"))).isSameAs(answer(route(Method.POST, "/ping")));
  }

  @Test
  void findsNothingWhereNothingIsRouted() {
    Router empty = Router.builder().build();
    assertThat(empty.route(HeadOf.get("/")).name()).isEqualTo("NOT_FOUND");
    Route options = empty.route(HeadOf.of(Method.OPTIONS, "*"));
    assertThat(allow(answer(options))).isEqualTo("OPTIONS");
  }

  @Test
  void servesUnknownPathsWithTheFallback() {
    Router router =
        Router.builder()
            .post("/write", "write", UNUSED)
            .fallback(Method.GET, "files", UNUSED)
            .build();
    assertThat(router.route(HeadOf.get("/any/path/")).name()).isEqualTo("files");
    assertThat(router.route(HeadOf.of(Method.HEAD, "/any")).name()).isEqualTo("files");
    assertThat(router.route(HeadOf.get("/write")).name()).isEqualTo("METHOD_NOT_ALLOWED");
  }

  @Test
  void allowsTheFallbacksMethodsAtUnknownPaths() {
    Router router =
        Router.builder()
            .post("/write", "write", UNUSED)
            .fallback(Method.GET, "files", UNUSED)
            .build();
    Route refused = router.route(HeadOf.of(Method.POST, "/any"));
    assertThat(refused.name()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(allow(answer(refused))).isEqualTo("GET, HEAD, OPTIONS");
    Route site = router.route(HeadOf.of(Method.OPTIONS, "*"));
    assertThat(allow(answer(site))).isEqualTo("GET, HEAD, OPTIONS, POST");
  }

  @Test
  void refusesTwoRoutesForTheSameMethodAndPaths() {
    Router.Builder builder = Router.builder().get("/users/{id}", "user", UNUSED);
    assertThatThrownBy(() -> builder.get("/users/{name}", "other", UNUSED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GET /users/{name} is already routed, as /users/{id}");
  }

  @Test
  void refusesTwoFallbacksForAMethod() {
    Router.Builder builder = Router.builder().fallback(Method.GET, "files", UNUSED);
    assertThatThrownBy(() -> builder.fallback(Method.GET, "others", UNUSED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GET already has a fallback");
  }

  @Test
  void refusesToRouteConnect() {
    Router.Builder builder = Router.builder();
    assertThatThrownBy(() -> builder.on(Method.CONNECT, "/", "tunnel", UNUSED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CONNECT");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /ping, /ping",
    "GET, /users/7, /users/{id}",
    "PUT, /users/7, /users/{name}",
    "GET, /users/me, /users/me",
    "GET, /users/1/posts/2, /users/{id}/posts/{post}",
    "GET, /nowhere, NOT_FOUND",
    "POST, /ping, METHOD_NOT_ALLOWED",
  })
  void namesTheTemplateOfARoute(Method method, String target, String template) {
    assertThat(route(method, target).template()).isEqualTo(template);
  }

  @Test
  void namesTheTemplateOfTheFallback() {
    Router router = Router.builder().fallback(Method.GET, "files", UNUSED).build();
    assertThat(router.route(HeadOf.get("/any/path")).template()).isEqualTo("/**");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nowhere, nothing is at this path",
    "POST, /ping, 'allowed here: GET, HEAD, OPTIONS'",
    "GET, *, only OPTIONS may use the target *",
    "CONNECT, /, this server does not open tunnels",
  })
  void answersErrorsThatErrorPagesCanShow(Method method, String target, String reason) {
    assertThat(answer(route(method, target)).reason()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /ping",
    "HEAD, /ping",
    "GET, /users/me",
    "PUT, /ping",
    "OPTIONS, /ping",
    "GET, /nowhere",
    "OPTIONS, *",
    "CONNECT, *",
  })
  void allocatesNothingWithoutParameters(Method method, String target) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RequestHead head = HeadOf.of(method, target);
    Route route = SITE.route(head);
    int others = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      others += SITE.route(head).name().equals(route.name()) ? 0 : 1;
    }
    long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(others).as("other routes").isZero();
    assertThat(allocatedBytes).as("bytes for 10,000 calls").isLessThan(10_000);
  }
}
