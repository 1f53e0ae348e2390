package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
  static String content(Response response) {
    return switch (response.body()) {
      case Body.Bytes(byte[] bytes, int from, int to, _) ->
          new String(bytes, from, to - from, StandardCharsets.UTF_8);
      case Body.Region _, Body.Stream _ -> throw new AssertionError("not in memory");
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "transfer-encoding", "CONNECTION", "Date", "server"})
  void refusesFieldsThatTheConnectionAdds(String name) {
    Response response = Response.of(Status.OK);
    assertThatThrownBy(() -> response.with(HeaderName.of(name), "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + " is set by the connection");
  }

  @Test
  void keepsFieldsInTheOrderGiven() {
    Response response =
        Response.of(Status.FOUND)
            .with(HeaderName.LOCATION, "/b")
            .with(HeaderName.of("Set-Cookie"), "a=1")
            .with(HeaderName.of("Set-Cookie"), "b=2");
    assertThat(response.fields())
        .extracting(Field::toString)
        .containsExactly("Location: /b", "Set-Cookie: a=1", "Set-Cookie: b=2");
  }

  @Test
  void isImmutable() {
    Response plain = Response.of(Status.OK);
    Response dressed = plain.with(HeaderName.ALLOW, "GET").with(Body.text("x")).thenClose();
    assertThat(plain.fields()).isEmpty();
    assertThat(plain.body()).isSameAs(Body.EMPTY);
    assertThat(plain.isClosing()).isFalse();
    assertThatThrownBy(() -> dressed.fields().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void closingKeepsStatusFieldsAndBody() {
    Response response = Response.text("bye").thenClose();
    assertThat(response.isClosing()).isTrue();
    assertThat(response.status()).isEqualTo(Status.OK);
    assertThat(response.fields()).hasSize(1);
    assertThat(content(response)).isEqualTo("bye");
  }

  @Test
  void anotherBodyKeepsTheRest() {
    Response response = Response.text("a").thenClose().with(Body.text("b"));
    assertThat(response.isClosing()).isTrue();
    assertThat(content(response)).isEqualTo("b");
  }

  private static Response twoCookies() {
    return Response.of(Status.OK)
        .with(HeaderName.of("Set-Cookie"), "a=1")
        .with(HeaderName.ALLOW, "GET")
        .with(HeaderName.of("Set-Cookie"), "b=2")
        .with(HeaderName.VARY, "Accept");
  }

  @Test
  void givesTheFirstFieldOfANameInAnyCase() {
    assertThat(twoCookies().first(HeaderName.of("set-cookie"))).contains("a=1");
    assertThat(twoCookies().first(HeaderName.LOCATION)).isEmpty();
  }

  @Test
  void appendsAfterFieldsOfTheSameName() {
    assertThat(twoCookies().append(Field.of(HeaderName.of("Set-Cookie"), "c=3")).fields())
        .extracting(Field::toString)
        .containsExactly(
            "Set-Cookie: a=1", "Allow: GET", "Set-Cookie: b=2", "Vary: Accept", "Set-Cookie: c=3");
  }

  @Test
  void replacesAllFieldsOfANameInThePlaceOfTheFirst() {
    assertThat(twoCookies().replace(Field.of(HeaderName.of("SET-COOKIE"), "c=3")).fields())
        .extracting(Field::toString)
        .containsExactly("SET-COOKIE: c=3", "Allow: GET", "Vary: Accept");
  }

  @Test
  void replacesAFieldThatIsNotThereByAppending() {
    assertThat(twoCookies().replace(Field.of(HeaderName.LOCATION, "/")).fields())
        .hasSize(5)
        .last()
        .hasToString("Location: /");
  }

  @Test
  void removesAllFieldsOfAName() {
    assertThat(twoCookies().without(HeaderName.of("set-cookie")).fields())
        .extracting(Field::toString)
        .containsExactly("Allow: GET", "Vary: Accept");
    assertThat(twoCookies().without(HeaderName.LOCATION).fields()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "DATE"})
  void replacesNoFieldThatTheConnectionAdds(String name) {
    Response response = Response.of(Status.OK);
    Field field = Field.of(HeaderName.of(name), "1");
    assertThatThrownBy(() -> response.replace(field)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> response.append(field)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closesABodyThatIsReplaced() {
    CountingBody old = new CountingBody();
    CountingBody other = new CountingBody();
    Response response = Response.ok(MediaType.TEXT, old.body()).with(other.body());
    assertThat(old.timesClosed()).isEqualTo(1);
    assertThat(other.timesClosed()).isZero();
    response.body().close();
    assertThat(old.timesClosed()).isEqualTo(1);
    assertThat(other.timesClosed()).isEqualTo(1);
  }

  @Test
  void closesNoBodyThatItKeeps() {
    CountingBody counting = new CountingBody();
    Response response = Response.ok(MediaType.TEXT, counting.body());
    response
        .with(response.body())
        .with(Status.CREATED)
        .with(HeaderName.VARY, "Accept")
        .without(HeaderName.VARY)
        .thenClose();
    assertThat(counting.timesClosed()).isZero();
  }

  @Test
  void doesNotCloseAWrappedBody() {
    CountingBody inner = new CountingBody();
    CountingBody outer = new CountingBody();
    Response response =
        Response.ok(MediaType.TEXT, inner.body())
            .map(
                body -> {
                  assertThat(body.length()).isEqualTo(-1);
                  return outer.body();
                });
    response.body().close();
    assertThat(inner.timesClosed()).isZero();
    assertThat(outer.timesClosed()).isEqualTo(1);
  }

  @Test
  void anErrorHasAReasonUntilItGetsAnotherBody() {
    Response error = Response.error(Status.NOT_FOUND, "no such file");
    assertThat(error.reason()).contains("no such file");
    assertThat(error.with(HeaderName.ALLOW, "GET").thenClose().reason()).contains("no such file");
    assertThat(error.with(Body.text("mine")).reason()).isEmpty();
    assertThat(Response.text("fine").reason()).isEmpty();
    assertThat(Response.of(Status.NOT_FOUND).reason()).isEmpty();
  }

  @Test
  void errorsNameStatusAndReason() {
    Response response = Response.error(Status.NOT_FOUND, "no such file");
    assertThat(response.status()).isEqualTo(Status.NOT_FOUND);
    assertThat(content(response)).isEqualTo("404 Not Found: no such file\n");
  }

  @Test
  void lengthsCountBytes() {
    assertThat(Response.text("\u20ac").body().length()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 600})
  void noStatusIsOutsideTheFiveClasses(int code) {
    assertThatThrownBy(() -> new Status(code, "Odd")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OK\r\nX: y", "na\u00efve", "\0"})
  void noReasonPhraseEndsTheLineEarly(String reason) {
    assertThatThrownBy(() -> new Status(200, reason)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 103, 204, 304})
  void someStatusesForbidContent(int code) {
    assertThat(new Status(code, "Bare").forbidsContent()).isTrue();
    assertThat(Status.OK.forbidsContent()).isFalse();
  }
}
