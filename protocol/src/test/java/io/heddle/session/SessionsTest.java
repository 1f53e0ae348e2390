package io.heddle.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.RequestBody;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter that gives requests their sessions. */
class SessionsTest {
  private static final HeaderName COOKIE = HeaderName.of("Cookie");
  private static final HeaderName SET_COOKIE = HeaderName.of("Set-Cookie");
  private static final String UNKNOWN = "heddle-session=AAAAAAAAAAAAAAAAAAAAAA";

  private static final RequestBody NO_CONTENT =
      new RequestBody() {
        @Override
        public long length() {
          return 0;
        }

        @Override
        public InputStream stream() {
          return InputStream.nullInputStream();
        }

        @Override
        public boolean isClientGone() {
          return false;
        }

        @Override
        public boolean isMalformed() {
          return false;
        }

        @Override
        public Headers trailers() {
          return HeadOf.get("/").headers();
        }
      };

  private final MemorySessions store =
      new MemorySessions(SessionLimits.STANDARD, 1_000, System::nanoTime);
  private final Sessions sessions = new Sessions(store, SessionLimits.STANDARD);

  private static Request request(String cookie) {
    HeadOf head = HeadOf.get("/");
    return (cookie.isEmpty() ? head : head.with(COOKIE, cookie)).request();
  }

  private Response send(String cookie, Consumer<Session> use) throws Exception {
    Handler handler =
        request -> {
          use.accept(Sessions.of(request));
          return Response.text("done");
        };
    return sessions.filter(request(cookie), handler);
  }

  /** The cookie as the client sends it back. */
  private static Optional<String> cookie(Response response) {
    return response.first(SET_COOKIE).map(value -> value.replaceFirst(";.*", ""));
  }

  /** A session with a=1. */
  private String begun() throws Exception {
    return cookie(send("", session -> session.set("a", "1"))).orElseThrow();
  }

  private Optional<String> value(String cookie, String key) throws Exception {
    AtomicReference<Optional<String>> value = new AtomicReference<>(Optional.empty());
    send(cookie, session -> value.set(session.get(key)));
    return value.get();
  }

  @Test
  void aClientThatStoresNothingGetsNoCookie() throws Exception {
    Response response =
        send(
            "",
            session -> {
              assertThat(session.get("a")).isEmpty();
              session.remove("a");
              session.renew();
            });
    assertThat(response.first(SET_COOKIE)).isEmpty();
  }

  @Test
  void aSessionBeginsWithTheFirstValue() throws Exception {
    Response response = send("", session -> session.set("a", "1"));
    assertThat(response.first(SET_COOKIE).orElseThrow())
        .matches("heddle-session=[\\w-]{22}; Path=/; HttpOnly; SameSite=Lax");
    assertThat(response.first(HeaderName.CACHE_CONTROL)).contains("private");
    assertThat(value(cookie(response).orElseThrow(), "a")).contains("1");
  }

  @Test
  void aClientThatKnowsItsIdGetsNoCookieAgain() throws Exception {
    Response response = send(begun(), session -> session.set("b", "2"));
    assertThat(response.first(SET_COOKIE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        UNKNOWN,
        "heddle-session=",
        "heddle-session=x",
        "heddle-session=AAAAAAAAAAAAAAAAAAAA==",
        "heddle-session=../../x"
      })
  void noClientChoosesItsId(String sent) throws Exception {
    Response response =
        send(
            sent,
            session -> {
              assertThat(session.values()).isEmpty();
              session.set("a", "1");
            });
    assertThat(cookie(response)).isPresent().isNotEqualTo(Optional.of(sent));
    assertThat(value(sent, "a")).isEmpty();
  }

  @Test
  void ofTwoSessionsNoneCounts() throws Exception {
    String first = begun();
    String second = begun();
    assertThat(value(first + "; " + second, "a")).isEmpty();
    assertThat(value(first + "; " + first, "a")).contains("1");
  }

  @Test
  void aRenewedSessionHasAnotherIdAndTheSameValues() throws Exception {
    String old = begun();
    Response response =
        send(
            old,
            session -> {
              session.renew();
              session.set("user", "ada");
            });
    String fresh = cookie(response).orElseThrow();
    assertThat(fresh).isNotEqualTo(old);
    assertThat(value(fresh, "a")).contains("1");
    assertThat(value(fresh, "user")).contains("ada");
    assertThat(value(old, "a")).isEmpty();
    assertThat(value(old, "user")).isEmpty();
  }

  @Test
  void anEndedSessionIsGoneAndItsCookieToo() throws Exception {
    String cookie = begun();
    Response response = send(cookie, Session::end);
    assertThat(response.first(SET_COOKIE).orElseThrow())
        .startsWith("heddle-session=; ")
        .contains("Max-Age=0");
    assertThat(value(cookie, "a")).isEmpty();
  }

  @Test
  void whatIsSetAfterTheEndIsInANewSession() throws Exception {
    String old = begun();
    Response response =
        send(
            old,
            session -> {
              session.end();
              session.set("b", "2");
            });
    String fresh = cookie(response).orElseThrow();
    assertThat(fresh).isNotEqualTo(old);
    assertThat(value(fresh, "a")).isEmpty();
    assertThat(value(fresh, "b")).contains("2");
    assertThat(value(old, "a")).isEmpty();
  }

  @Test
  void aRequestThatIsStillRunningDoesNotBringAnEndedSessionBack() throws Exception {
    String cookie = begun();
    Response response =
        send(
            cookie,
            session -> {
              session.set("b", "2");
              end(cookie);
              assertThat(session.update("n", "0", n -> n + "1")).isEqualTo("01");
            });
    assertThat(response.first(SET_COOKIE)).isEmpty();
    assertThat(value(cookie, "b")).isEmpty();
  }

  private void end(String cookie) {
    try {
      send(cookie, Session::end);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLoginWhileTheSessionEndsKeepsNothingOfIt() throws Exception {
    String cookie = begun();
    Response response =
        send(
            cookie,
            session -> {
              session.renew();
              session.set("user", "ada");
              end(cookie);
            });
    String fresh = cookie(response).orElseThrow();
    assertThat(value(fresh, "user")).contains("ada");
    assertThat(value(fresh, "a")).isEmpty();
  }

  @Test
  void requestsThatSetDifferentKeysDoNotDisturbEachOther() throws Exception {
    String cookie = begun();
    send(
        cookie,
        session -> {
          session.set("b", "2");
          session.remove("a");
          assertThat(other(cookie, its -> its.set("c", "3")).first(SET_COOKIE)).isEmpty();
          assertThat(session.get("c")).isEmpty();
        });
    assertThat(value(cookie, "a")).isEmpty();
    assertThat(value(cookie, "b")).contains("2");
    assertThat(value(cookie, "c")).contains("3");
  }

  private Response other(String cookie, Consumer<Session> use) {
    try {
      return send(cookie, use);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anUpdateSeesWhatOthersHaveStored() throws Exception {
    String cookie = begun();
    send(
        cookie,
        session -> {
          assertThat(session.get("a")).contains("1");
          other(cookie, its -> its.set("a", "5"));
          assertThat(session.update("a", "0", a -> a + "+")).isEqualTo("5+");
          assertThat(session.get("a")).contains("5+");
        });
    assertThat(value(cookie, "a")).contains("5+");
  }

  @Test
  void anUpdateSeesEarlierChangesOfItsOwnRequest() throws Exception {
    String cookie = begun();
    send(
        cookie,
        session -> {
          session.set("a", "7");
          assertThat(session.update("a", "0", a -> a + "+")).isEqualTo("7+");
          session.renew();
          assertThat(session.update("a", "0", a -> a + "+")).isEqualTo("7++");
        });
  }

  @Test
  void ifTheHandlerFailsItsChangesAreDropped() throws Exception {
    String cookie = begun();
    assertThatThrownBy(
            () ->
                send(
                    cookie,
                    session -> {
                      session.set("a", "2");
                      throw new HttpException(Status.CONFLICT, "no");
                    }))
        .isInstanceOf(HttpException.class);
    assertThat(value(cookie, "a")).contains("1");
  }

  @Test
  void afterTheHandlerASessionCanOnlyBeRead() throws Exception {
    AtomicReference<Session> kept = new AtomicReference<>();
    send(begun(), kept::set);
    assertThat(kept.get().get("a")).contains("1");
    assertThatThrownBy(() -> kept.get().set("a", "2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("before the handler returns");
  }

  @Test
  void aSessionThatIsTooLargeIsRefused() {
    assertThatThrownBy(() -> send("", session -> session.set("a", "x".repeat(4096))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anUpdateThatMakesASessionTooLargeIsNotStored() throws Exception {
    String cookie = begun();
    // the store allows more than the filter
    Sessions small =
        new Sessions(
            store,
            new SessionLimits(
                SessionLimits.STANDARD.idle(), SessionLimits.STANDARD.absolute(), 10));
    Handler handler =
        request -> Response.text(Sessions.of(request).update("b", "", _ -> "x".repeat(9)));
    assertThatThrownBy(() -> small.filter(request(cookie), handler))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("12 bytes, but may have 10");
    assertThat(value(cookie, "b")).isEmpty();
  }

  @Test
  void aResponseThatCannotBeSentIsClosed() {
    AtomicBoolean isClosed = new AtomicBoolean();
    Handler handler =
        request -> {
          Sessions.of(request).set("a", "x".repeat(50));
          return Response.ok(
              MediaType.TEXT, new Body.Bytes(new byte[1], 0, 1, () -> isClosed.set(true)));
        };
    // the store allows less than the filter
    Sessions failing =
        new Sessions(
            new MemorySessions(
                new SessionLimits(
                    SessionLimits.STANDARD.idle(), SessionLimits.STANDARD.absolute(), 10),
                10,
                System::nanoTime),
            SessionLimits.STANDARD);
    assertThatThrownBy(() -> failing.filter(request(""), handler))
        .isInstanceOf(IllegalStateException.class);
    assertThat(isClosed).isTrue();
  }

  @Test
  void overTlsOnlyTheCookieOfTheHostCounts() throws Exception {
    String id = begun().substring("heddle-session=".length());
    Handler handler = request -> Response.text(Sessions.of(request).get("a").orElse("none"));
    for (String name : new String[] {"heddle-session", "__Host-heddle-session"}) {
      HeadOf plain = HeadOf.get("/").with(COOKIE, name + "=" + id);
      Request given = plain.request();
      Request request = new Request(new SecureHead(plain), given.route(), NO_CONTENT, given.id());
      Response response = sessions.filter(request, handler);
      assertThat(new String(((Body.Bytes) response.body()).bytes(), StandardCharsets.UTF_8))
          .isEqualTo(name.equals("heddle-session") ? "none" : "1");
    }
  }

  @Test
  void aHandlerBlocksAsLongAsItsStoreMay() {
    assertThat(sessions.blocking()).isEqualTo(Blocking.NEVER);
  }

  @Test
  void withoutTheFilterThereIsNoSession() {
    assertThatThrownBy(() -> Sessions.of(request(""))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingThatIsLoggedContainsAnId() throws Exception {
    AtomicReference<Session> session = new AtomicReference<>();
    send(begun(), session::set);
    assertThat(session.get()).hasToString("session");
    assertThat(SessionId.parse("AAAAAAAAAAAAAAAAAAAAAA").orElseThrow())
        .hasToString("session id")
        .satisfies(id -> assertThat(id.key()).doesNotContain("AAAA"));
  }
}
