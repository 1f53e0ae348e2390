package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions in Redis, which servers share. */
final class SharedSessionsTest {
  /** A server that is down is tried again after this long, at the latest. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /** For longer than this, no server that is down is left untried. */
  private static final Duration PAUSE_OF_TRIES = Duration.ofMillis(600);

  /** Redis measures in whole milliseconds, so a session may end this much earlier. */
  private static final Duration ROUNDING = Duration.ofMillis(5);

  /** How often a test looks for an order that a busy machine may spoil. */
  private static final int MAX_ROUNDS = 5;

  @TempDir private static Path folder;
  private static RedisServer redis;

  @BeforeAll
  static void startRedis() throws Exception {
    redis = RedisServer.start(folder);
    Files.writeString(folder.resolve("password"), RedisServer.PASSWORD + "\n");
  }

  @AfterAll
  static void stopRedis() {
    if (redis != null) {
      redis.close();
    }
  }

  private static LocalServer serve(Variant variant, String more) throws Exception {
    Path file = folder.resolve(variant + ".conf");
    Files.writeString(
        file,
        "demo = true\nsessions { store = \"%s\", password-file = password, %s }"
            .formatted(redis.url(), more));
    return LocalServer.configured(variant, file);
  }

  private static String cookie(Reply reply) {
    return "Cookie: " + reply.field("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  @EachEngine
  void serversShareSessionsAndLiveOnWithoutRedis(Variant variant) throws Exception {
    try (LocalServer one = serve(variant, "");
        LocalServer other = serve(variant, "")) {
      Reply first = one.get("/visits");
      assertThat(first.text()).isEqualTo("visit 1\n");
      String cookie = cookie(first);
      assertThat(other.get("/visits", cookie).text()).isEqualTo("visit 2\n");
      assertThat(one.get("/visits", cookie).text()).isEqualTo("visit 3\n");

      redis.kill();
      long begin = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        Reply refused = one.get("/visits", cookie);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.field("Retry-After")).contains("1");
        assertThat(one.get("/ping").text()).isEqualTo("pong");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("20 requests that each wait a second take longer")
          .isLessThan(Duration.ofSeconds(10));

      redis.start();
      Reply again = awaitSuccess(one, cookie);
      assertThat(again.text()).as("Redis has forgotten the session").isEqualTo("visit 1\n");
      assertThat(cookie(again)).isNotEqualTo(cookie);
      assertThat(awaitSuccess(other, cookie(again)).text()).isEqualTo("visit 2\n");
    }
  }

  private static Reply awaitSuccess(LocalServer server, String... cookie) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    Reply reply = server.get("/visits", cookie);
    while (reply.status() == 503 && System.nanoTime() < end) {
      Thread.sleep(50);
      reply = server.get("/visits", cookie);
    }
    assertThat(reply.status()).isEqualTo(200);
    return reply;
  }

  /** A slow machine may keep Redis from answering in time: then try again with a new session. */
  @EachEngine
  void noVisitIsLostWhenManyComeAtOnce(Variant variant) throws Exception {
    try (LocalServer one = serve(variant, "");
        LocalServer other = serve(variant, "")) {
      boolean isAnswered = assertCountsVisits(one, other);
      for (int tries = 1; tries < 5 && !isAnswered; tries++) {
        Thread.sleep(PAUSE_OF_TRIES);
        isAnswered = assertCountsVisits(one, other);
      }
      assertThat(isAnswered).as("no 503").isTrue();
    }
  }

  /** Makes many visits of a session; returns false, without a look at their count, after a 503. */
  private static boolean assertCountsVisits(LocalServer one, LocalServer other) throws Exception {
    String cookie = cookie(awaitSuccess(one));
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      clients.add((i % 2 == 0 ? one : other).connect());
    }
    for (Client client : clients) {
      for (int i = 0; i < 10; i++) {
        client.ask("GET /visits", cookie);
      }
    }
    List<Integer> statuses = new ArrayList<>();
    for (Client client : clients) {
      for (int i = 0; i < 10; i++) {
        statuses.add(client.read().status());
      }
    }
    Reply last = one.get("/visits", cookie);
    statuses.add(last.status());
    if (statuses.contains(503)) {
      assertThat(statuses).containsOnly(200, 503);
      return false;
    }
    assertThat(statuses).containsOnly(200);
    assertThat(last.text()).isEqualTo("visit 202\n");
    return true;
  }

  private static LocalServer serveStaff(String name, String password) throws Exception {
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, password.toCharArray());
    Files.writeString(folder.resolve(name + "-users"), "ada:" + hash + "\n");
    Path file = folder.resolve(name + ".conf");
    Files.writeString(
        file,
        """
        sessions { store = "%s", password-file = password }
        servers {
          staff { locations { "/" { respond = welcome, users = %s-users, login = form } } }
        }
        """
            .formatted(redis.url(), name));
    return LocalServer.configured(Variant.VTHREADS, file);
  }

  private static Reply logIn(LocalServer server, String password, String... cookies)
      throws Exception {
    String token = cookie(server.get("/login"));
    byte[] form =
        ("user=ada&password=" + password + "&token=" + token.replaceFirst(".*=", ""))
            .getBytes(StandardCharsets.UTF_8);
    List<String> fields = new ArrayList<>(List.of(cookies));
    fields.add(token);
    fields.add("Content-Type: application/x-www-form-urlencoded");
    return server.client().post("/login", form, fields.toArray(String[]::new)).read();
  }

  @Test
  @Timeout(30)
  void aLoginCountsOnAllServersUntilThePasswordChanges() throws Exception {
    try (LocalServer one = serveStaff("one", "first");
        LocalServer changed = serveStaff("changed", "second")) {
      Reply in = logIn(one, "first");
      assertThat(in.status()).isEqualTo(303);
      assertThat(one.get("/", cookie(in)).text()).isEqualTo("welcome");
      assertThat(changed.get("/", cookie(in)).status()).isEqualTo(401);
      try (LocalServer other = LocalServer.configured(Variant.EPOLL, folder.resolve("one.conf"))) {
        assertThat(other.get("/", cookie(in)).text()).isEqualTo("welcome");
      }
    }
  }

  @EachEngine
  void ifTheMemoryIsFullOnlyRequestsThatStoreSomethingAreRefused(Variant variant) throws Exception {
    try (LocalServer server = serve(variant, "");
        LocalServer staff = serveStaff("staff", "first")) {
      String visits = cookie(awaitSuccess(server));
      String user = cookie(logIn(staff, "first"));
      redis.limitMemory(1);
      try {
        assertThat(server.get("/visits").status()).as("a new session").isEqualTo(503);
        assertThat(server.get("/visits", visits).status()).as("an update").isEqualTo(503);
        assertThat(logIn(staff, "first").status()).as("a new user").isEqualTo(503);
        assertThat(staff.get("/", user).text()).isEqualTo("welcome");
        assertThat(logIn(staff, "first", user).status()).as("a change").isEqualTo(503);
        assertThat(staff.get("/", user).text()).as("after a refused login").isEqualTo("welcome");
      } finally {
        redis.limitMemory(0);
      }
      assertThat(server.get("/visits", visits).text()).as("at once").isEqualTo("visit 2\n");
      assertThat(logIn(staff, "first").status()).isEqualTo(303);
    }
  }

  @EachEngine
  void anOutageEndsWithTheFirstAnswerEvenIfThatIsARefusal(Variant variant) throws Exception {
    try (LocalServer server = serve(variant, "")) {
      redis.kill();
      assertThat(server.get("/visits").status()).isEqualTo(503);
      redis.start();
      redis.limitMemory(1);
      try {
        Thread.sleep(PAUSE_OF_TRIES);
        assertThat(server.get("/visits").status()).as("a new session").isEqualTo(503);
      } finally {
        redis.limitMemory(0);
      }
      assertThat(server.get("/visits").text()).as("at once").isEqualTo("visit 1\n");
    }
  }

  /** A loop must not wait for Redis. */
  @Test
  @Timeout(120)
  void aRedisThatHangsDelaysOnlyRequestsWithSessions() throws Exception {
    try (LocalServer server = serve(Variant.EPOLL, "")) {
      String cookie = cookie(server.get("/visits"));
      boolean isFirst = false;
      for (int i = 0; i < MAX_ROUNDS && !isFirst; i++) {
        isFirst = isPingFirst(server, cookie);
        assertThat(awaitSuccess(server, cookie).status()).isEqualTo(200);
      }
      assertThat(isFirst).as("a ping that is answered before the visits").isTrue();
    }
  }

  /** Whether a ping is answered before all visits that wait for a Redis that hangs. */
  private static boolean isPingFirst(LocalServer server, String cookie) throws Exception {
    List<Client> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiting.add(server.connect());
    }
    redis.signal("STOP");
    try {
      long begin = System.nanoTime();
      for (Client client : waiting) {
        client.ask("GET /visits", cookie);
      }
      assertThat(server.get("/ping").text()).isEqualTo("pong");
      boolean isFirst = true;
      for (Client client : waiting) {
        isFirst &= !client.hasInput();
      }
      for (Client client : waiting) {
        assertThat(client.read().status()).isEqualTo(503);
        client.close();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("50 visits that wait one after the other take longer")
          .isLessThan(Duration.ofSeconds(15));
      return isFirst;
    } finally {
      redis.signal("CONT");
    }
  }

  @Test
  @Timeout(30)
  void aSessionEndsWhenItIsIdle() throws Exception {
    try (LocalServer server = serve(Variant.VTHREADS, "idle = 300ms")) {
      String cookie = cookie(server.get("/visits"));
      Thread.sleep(400);
      assertThat(server.get("/visits", cookie).text()).isEqualTo("visit 1\n");
    }
  }

  /** A machine that is too slow for these times gets longer ones. */
  @Test
  @Timeout(120)
  void aSessionThatIsUsedLivesUntilItIsOver() throws Exception {
    Duration idle = Duration.ofMillis(300);
    while (!isSeenToEnd(idle, idle.multipliedBy(3))) {
      idle = idle.multipliedBy(2);
    }
  }

  /**
   * Visits with a session until it ends.
   *
   * @return false if a visit came so late that the session may have been idle
   */
  private static boolean isSeenToEnd(Duration idle, Duration absolute) throws Exception {
    String times = "idle = %dms, absolute = %dms".formatted(idle.toMillis(), absolute.toMillis());
    try (LocalServer server = serve(Variant.VTHREADS, times)) {
      long begin = System.nanoTime();
      String cookie = cookie(server.get("/visits"));
      long last = begin;
      for (int visit = 2; ; visit++) {
        Thread.sleep(50);
        long next = System.nanoTime();
        Reply reply = server.get("/visits", cookie);
        long now = System.nanoTime();
        if (now - last >= idle.minus(ROUNDING).toNanos()) {
          return false;
        }
        if (now - begin < absolute.minus(ROUNDING).toNanos()) {
          assertThat(reply.text()).isEqualTo("visit " + visit + "\n");
        } else if (reply.field("Set-Cookie").isPresent()) {
          return true;
        }
        last = next;
      }
    }
  }

  @Test
  void theServerMayBeAUserOfRedis() throws Exception {
    redis.command("acl setuser heddle on '>" + RedisServer.PASSWORD + "' '~heddle:*' +@all");
    Path file = folder.resolve("user.conf");
    String address = redis.url().replace("//", "//heddle@");
    Files.writeString(
        file,
        "demo = true\nsessions { store = \"%s\", password-file = password }".formatted(address));
    try (LocalServer server = LocalServer.configured(Variant.VTHREADS, file)) {
      String cookie = cookie(awaitSuccess(server));
      redis.command("acl setuser heddle off");
      redis.command("client kill user heddle");
      assertThat(server.get("/visits", cookie).status()).isEqualTo(503);
    }
  }

  @Test
  void nobodyCanUseWhatIsInRedisAsACookie() throws Exception {
    try (LocalServer server = serve(Variant.EPOLL, "")) {
      String id = cookie(awaitSuccess(server)).replaceFirst(".*=", "");
      assertThat(redis.command("--scan")).contains("heddle:session:").doesNotContain(id);
    }
  }
}
