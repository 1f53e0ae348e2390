package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
  private static final Attribute<String> USER = Attribute.of("user", String.class);

  private static Filter named(String name, List<String> log) {
    return (request, next) -> {
      log.add(name + " in");
      Response response = next.handle(request);
      log.add(name + " out");
      return response;
    };
  }

  private static Filter of(Blocking blocking) {
    return new Filter() {
      @Override
      public Response filter(Request request, Handler next) {
        return Response.of(Status.OK);
      }

      @Override
      public Blocking blocking() {
        return blocking;
      }
    };
  }

  @Test
  void runsAroundItsHandler() throws Exception {
    List<String> log = new ArrayList<>();
    Handler handler =
        request -> {
          log.add("handler");
          return Response.text("hello");
        };
    handler.with(named("inner", log)).with(named("outer", log)).handle(HeadOf.get("/").request());
    assertThat(log).containsExactly("outer in", "inner in", "handler", "inner out", "outer out");
  }

  @Test
  void mayAnswerByItself() throws Exception {
    Handler handler =
        request -> {
          throw new AssertionError("the handler is called");
        };
    Response refused = Response.error(Status.FORBIDDEN, "not for you");
    assertThat(handler.with((request, next) -> refused).handle(HeadOf.get("/").request()))
        .isSameAs(refused);
  }

  @Test
  void passesAttributesToTheHandler() throws Exception {
    Handler handler =
        request -> Response.text("hello " + request.attribute(USER).orElse("stranger"));
    Filter login =
        (request, next) -> {
          request.set(USER, "Ada");
          return next.handle(request);
        };
    Request request = HeadOf.get("/").request();
    Response response = handler.with(login).handle(request);
    assertThat(ResponseTest.content(response)).isEqualTo("hello Ada");
    assertThat(request.attribute(USER)).contains("Ada");
  }

  @ParameterizedTest
  @CsvSource({
    "NEVER, NEVER, NEVER",
    "NEVER, BRIEFLY, BRIEFLY",
    "BRIEFLY, NEVER, BRIEFLY",
    "FREELY, BRIEFLY, FREELY",
    "BRIEFLY, FREELY, FREELY",
  })
  void blocksAsLongAsTheLongerOfTheTwo(Blocking handler, Blocking filter, Blocking both) {
    Handler wrapped = Handler.blocking(handler, request -> Response.of(Status.OK));
    assertThat(wrapped.with(of(filter)).blocking()).isEqualTo(both);
  }

  @Test
  void neverBlocksByDefault() {
    Filter filter = (request, next) -> next.handle(request);
    assertThat(filter.blocking()).isEqualTo(Blocking.NEVER);
  }

  @Test
  void aRouteWithAFilterIsOtherwiseTheSame() throws Exception {
    Route route = new Route("name", "/{a}", _ -> Response.text("x")).with(Map.of("a", "b"));
    Route filtered =
        route.with((request, next) -> next.handle(request).with(HeaderName.VARY, "Accept"));
    assertThat(filtered.name()).isEqualTo("name");
    assertThat(filtered.template()).isEqualTo("/{a}");
    assertThat(filtered.pathParameters()).containsEntry("a", "b");
    Response response = filtered.handler().handle(HeadOf.get("/b").request());
    assertThat(response.first(HeaderName.VARY)).isEqualTo(Optional.of("Accept"));
  }

  @Test
  void aSiteWithAFilterHasItOnEveryRoute() throws Exception {
    Site site = head -> new Route(head.path().toString(), _ -> Response.text("x"));
    Site filtered =
        site.with((request, next) -> next.handle(request).with(HeaderName.VARY, "Accept"));
    for (String path : List.of("/a", "/b")) {
      Route route = filtered.route(HeadOf.get(path));
      assertThat(route.name()).isEqualTo(path);
      assertThat(route.handler().handle(HeadOf.get(path).request()).first(HeaderName.VARY))
          .contains("Accept");
    }
  }

  @Test
  void aSiteWithAFilterRefusesAsItDidBefore() {
    Site site =
        head -> {
          throw new HttpException(Status.NOT_FOUND, "no such host");
        };
    Site filtered = site.with((request, next) -> next.handle(request));
    assertThatThrownBy(() -> filtered.route(HeadOf.get("/"))).hasMessage("no such host");
  }
}
