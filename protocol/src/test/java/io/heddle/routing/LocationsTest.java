package io.heddle.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Site;
import io.heddle.http.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of a location by path. */
class LocationsTest {
  private static final Handler UNUSED = _ -> Response.of(Status.OK);

  private static Site named(String name) {
    Route route = new Route(name, UNUSED);
    return _ -> route;
  }

  private static Locations.Builder locations() {
    return Locations.builder(named("elsewhere"));
  }

  private static String find(Site site, String target) {
    return site.route(HeadOf.get(target)).name();
  }

  @ParameterizedTest
  @CsvSource({
    "/, root",
    "/a, root",
    "/img, img",
    "/img/, images in a folder",
    "/imgs, img",
    "/img/logo.svg, images in a folder",
    "/img/large, images in a folder",
    "/img/large/, large",
    "/img/large/sky.jpg?size=1, large",
    "/exact, exact",
    "/exact/, root",
    "/exactly, root",
    "/%C3%A9t%c3%a9/x, summer"
  })
  void theLongestPrefixServesAPathUnlessThereIsTheSame(String target, String name) {
    Site site =
        locations()
            .prefix("/", named("root"))
            .prefix("/img", named("img"))
            .prefix("/img/", named("images in a folder"))
            .prefix("/img/large/", named("large"))
            .prefix("/%C3%A9t%C3%A9/", named("summer"))
            .exact("/exact", named("exact"))
            .build();
    assertThat(find(site, target)).isEqualTo(name);
  }

  @Test
  void requestsInNoLocationGoElsewhere() {
    Site site = locations().prefix("/a/", named("a")).exact("/b", named("b")).build();
    for (String target : List.of("/", "/a", "/b/", "/c")) {
      assertThat(find(site, target)).isEqualTo("elsewhere");
    }
  }

  @Test
  void requestsWithoutAPathGoElsewhere() {
    Site site = locations().prefix("/", named("root")).build();
    assertThat(site.route(HeadOf.of(Method.OPTIONS, "*")).name()).isEqualTo("elsewhere");
  }

  /** Otherwise a location with a login could be passed by another spelling of its path. */
  @ParameterizedTest
  @CsvSource({
    "//staff/x, elsewhere",
    "/.//staff/x, elsewhere",
    "/staff//x, staff",
    "/c%2B%2B/x, elsewhere",
    "/c%2b+/x, elsewhere",
    "/c++/x, encoded",
    "/staff//private/x, elsewhere",
    "//exact, elsewhere",
    "/ex%61ct, exact",
    "/a%2Bb, root",
    "/a//b, root",
    "/a%2Fb, root",
    "/staff+%2Fx, root",
    "/staff/a%2Fb, staff",
    "/staff/a%5Cb, staff"
  })
  void anotherSpellingLeadsToTheSameLocationOrElsewhere(String target, String name) {
    Site site =
        locations()
            .prefix("/", named("root"))
            .prefix("/staff/", named("staff"))
            .prefix("/staff/private/", named("private"))
            .prefix("/c++/", named("encoded"))
            .exact("/exact", named("exact"))
            .build();
    assertThat(find(site, target)).isEqualTo(name);
  }

  /** Otherwise it would be reached through a proxy under another name, without its login. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/staff%2Fx",
        "/staff%2f",
        "/%2Fstaff/x",
        "/staff%5Cx",
        "/%5cstaff%5cx",
        "/%73taff%2Fx",
        "/a/..%2Fstaff/x",
        "/a%2F..%2Fstaff%2Fx",
        "/staff/..%2Fa",
        "/staff/%2E%2E%5Ca",
        "/a%2F.",
        "/staff%2Fa%5C..%5C..%2Fx",
        "/staff%00/x",
        "/a%00",
        "/%2Fexact",
        "/b%2Fexact",
        "/staff/private%2Fx"
      })
  void aPathThatAnotherServerMayTakeForOneOfAnotherLocationGoesElsewhere(String target) {
    Site site =
        locations()
            .prefix("/", named("root"))
            .prefix("/staff/", named("staff"))
            .prefix("/staff/private/", named("private"))
            .exact("/exact", named("exact"))
            .exact("/b/exact", named("exact"))
            .build();
    assertThat(find(site, target)).isEqualTo("elsewhere");
  }

  @Test
  void aLocationMayHaveAnEncodedSlashOfItsOwn() {
    Site site =
        locations()
            .prefix("/", named("root"))
            .prefix("/a%2Fb/", named("a/b"))
            .exact("/c%2Fd", named("c/d"))
            .build();
    assertThat(find(site, "/a%2fb/x")).isEqualTo("a/b");
    assertThat(find(site, "/a%2Fb/x%2Fy")).isEqualTo("a/b");
    assertThat(find(site, "/a%2Fb/..%2Fx")).isEqualTo("elsewhere");
    assertThat(find(site, "/c%2Fd")).isEqualTo("c/d");
  }

  @Test
  void agreesWithASearchThatComparesAllPrefixes() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<String> prefixes = new ArrayList<>();
      Locations.Builder builder = locations();
      for (int i = 0; i < 30; i++) {
        String path = path(random);
        if (!prefixes.contains(path)) {
          prefixes.add(path);
          builder.prefix(path, named(path));
        }
      }
      Site site = builder.build();
      for (int i = 0; i < 100; i++) {
        String path = path(random);
        String longest =
            prefixes.stream()
                .filter(path::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElse("elsewhere");
        assertThat(find(site, path)).as("%s in %s", path, prefixes).isEqualTo(longest);
      }
    }
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder("/");
    int chars = random.nextInt(6);
    for (int i = 0; i < chars; i++) {
      path.append("ab/".charAt(random.nextInt(3)));
    }
    return path.toString().replaceAll("//+", "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/a/../b", "/%61", "/a b", "/a?b", "/é", "/%zz", "/a//b"})
  void refusesPathsThatNoRequestHas(String path) {
    assertThatThrownBy(() -> locations().prefix(path, named("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + path + "\"");
  }

  @Test
  void refusesTwoLocationsWithTheSamePath() {
    assertThatThrownBy(() -> locations().prefix("/a", named("1")).prefix("/a", named("2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two locations /a");
    locations().prefix("/a", named("1")).exact("/a", named("2"));
  }
}
