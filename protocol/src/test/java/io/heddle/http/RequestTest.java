package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  @ParameterizedTest
  @CsvSource({
    "q=heddle, heddle",
    "a=1&q=heddle&b=2, heddle",
    "q=first&q=second, first",
    "qq=no&q=yes, yes",
    "q, ''",
    "q=, ''",
    "q&a=1, ''",
    "q=a=b, a=b",
    "q=a+b%20c%2B, a b c+",
    "%71=encoded, encoded",
    "&&q=x&, x",
    "q=%E2%82%AC, €",
    "q=a?b/c, a?b/c",
  })
  void givesTheFirstParameterOfAName(String query, String value) {
    assertThat(HeadOf.get("/?" + query).request().queryParameter("q")).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/?", "/?Q=1", "/?a=q", "/?a&b", "/?=q", "/q=1"})
  void givesNoMissingParameter(String target) {
    assertThat(HeadOf.get(target).request().queryParameter("q")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"q=%", "q=%4", "q=%zz", "q=%FF"})
  void refusesMalformedParameters(String query) {
    Request request = HeadOf.get("/?" + query).request();
    assertThatThrownBy(() -> request.queryParameter("q"))
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status()).isEqualTo(Status.BAD_REQUEST));
  }

  @Test
  void keepsOneValueForEachAttribute() {
    Attribute<String> name = Attribute.of("name", String.class);
    Attribute<String> namesake = Attribute.of("name", String.class);
    Attribute<Integer> number = Attribute.of("number", Integer.class);
    Request request = HeadOf.get("/").request();
    assertThat(request.attribute(name)).isEmpty();
    request.set(name, "first");
    request.set(number, 7);
    request.set(name, "second");
    assertThat(request.attribute(name)).contains("second");
    assertThat(request.attribute(number)).contains(7);
    assertThat(request.attribute(namesake)).isEmpty();
  }

  @Test
  void keepsAttributesToItself() {
    Attribute<String> name = Attribute.of("name", String.class);
    HeadOf.get("/").request().set(name, "other");
    assertThat(HeadOf.get("/").request().attribute(name)).isEmpty();
  }

  @Test
  void knowsItsConnection() {
    Request request = HeadOf.get("/").request();
    assertThat(request.connection()).isEqualTo(request.head().connection());
    assertThat(request.connection().peer().getAddress().isLoopbackAddress()).isTrue();
    assertThat(request.connection().scheme()).isEqualTo("http");
    assertThat(request.id()).hasToString("1-1");
  }

  @Test
  void knowsOnlyThePathParametersOfItsRoute() {
    Request request = HeadOf.get("/").request();
    assertThatThrownBy(() -> request.pathParameter("id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{id}");
  }
}
