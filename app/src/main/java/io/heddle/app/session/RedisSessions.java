package io.heddle.app.session;

import io.heddle.http.Blocking;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import io.heddle.session.SessionChanges;
import io.heddle.session.SessionId;
import io.heddle.session.SessionLimits;
import io.heddle.session.SessionStore;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Sessions in Redis, for all servers that use the same one. They end when they are idle or over by
 * the clock of Redis. A request waits about a second at most; while Redis is down, requests that
 * need a session get 503 at once. If Redis refuses a command, only the request that needs it gets
 * 503.
 */
final class RedisSessions implements SessionStore, AutoCloseable {
  private static final String PREFIX = "heddle:session:";
  private static final int CONNECT_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 1_000;
  private static final int MAX_CONNECTIONS = 32;

  /** How often a replacement is tried when others come between. */
  private static final int MAX_TRIES = 1_000;

  private static final Duration MAX_TURN = Duration.ofMillis(500);

  /** The field of {@link Scripts} with the end of a session. */
  private static final String OVER = "";

  private final JedisPool pool;
  private final Outage outage;
  private final Refusals refusals;
  private final String idleMillis;
  private final String absoluteMillis;

  /** Sessions there; it is not connected yet. */
  RedisSessions(RedisAddress address, SessionLimits limits) {
    GenericObjectPoolConfig<Jedis> config = new GenericObjectPoolConfig<>();
    config.setMaxTotal(MAX_CONNECTIONS);
    config.setMaxIdle(MAX_CONNECTIONS);
    config.setMaxWait(MAX_TURN);
    config.setJmxEnabled(false);
    DefaultJedisClientConfig client =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(CONNECT_MILLIS)
            .socketTimeoutMillis(ANSWER_MILLIS)
            .database(address.database())
            .user(address.user().orElse(null))
            .password(address.password().orElse(null))
            .clientName("heddle")
            .build();
    this.pool = new JedisPool(config, new HostAndPort(address.host(), address.port()), client);
    this.outage = new Outage(address.toString(), System::nanoTime);
    this.refusals = new Refusals(address.toString(), System::nanoTime);
    this.idleMillis = Long.toString(limits.idle().toMillis());
    this.absoluteMillis = Long.toString(limits.absolute().toMillis());
  }

  @Override
  public Blocking blocking() {
    return Blocking.FREELY;
  }

  @Override
  public Optional<Map<String, String>> load(SessionId id) {
    Object found = run(redis -> redis.eval(Scripts.LOAD, List.of(key(id)), List.of(idleMillis)));
    return found instanceof List<?> list ? Optional.of(values(list)) : Optional.empty();
  }

  /** Keys and values take turns in the list. */
  private static Map<String, String> values(List<?> list) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i + 1 < list.size(); i += 2) {
      values.put(String.valueOf(list.get(i)), String.valueOf(list.get(i + 1)));
    }
    values.remove(OVER);
    return values;
  }

  @Override
  public void create(SessionId id, Map<String, String> values) {
    List<String> arguments = new ArrayList<>(List.of(idleMillis, absoluteMillis));
    addTo(arguments, values);
    run(redis -> redis.eval(Scripts.CREATE, List.of(key(id)), arguments));
  }

  @Override
  public boolean change(SessionId id, SessionChanges changes) {
    List<String> arguments = arguments(changes);
    return isDone(run(redis -> redis.eval(Scripts.CHANGE, List.of(key(id)), arguments)));
  }

  private List<String> arguments(SessionChanges changes) {
    List<String> arguments = new ArrayList<>();
    arguments.add(idleMillis);
    arguments.add(Integer.toString(changes.removed().size()));
    arguments.addAll(changes.removed());
    addTo(arguments, changes.set());
    return arguments;
  }

  private static void addTo(List<String> arguments, Map<String, String> values) {
    values.forEach(
        (key, value) -> {
          arguments.add(key);
          arguments.add(value);
        });
  }

  /**
   * A replacement is not tried again when its answer is lost, because it may have been made. So the
   * value is read first, on the same connection: that finds out whether the connection works.
   */
  @Override
  public Optional<String> update(
      SessionId id, String key, String initial, UnaryOperator<String> change) {
    return run(
        redis -> {
          for (int tries = 0; tries < MAX_TRIES; tries++) {
            List<String> found = redis.hmget(key(id), OVER, key);
            if (found.getFirst() == null) {
              return Optional.empty();
            }
            String value = found.getLast();
            String changed = change.apply(value == null ? initial : value);
            List<String> arguments = new ArrayList<>(List.of(idleMillis, key, changed));
            if (value != null) {
              arguments.add(value);
            }
            Object replaced = replaceOnce(redis, id, arguments);
            if (replaced == null) {
              return Optional.empty();
            }
            if (isDone(replaced)) {
              return Optional.of(changed);
            }
          }
          throw unavailable();
        });
  }

  private static @Nullable Object replaceOnce(Jedis redis, SessionId id, List<String> arguments) {
    try {
      return redis.eval(Scripts.REPLACE, List.of(key(id)), arguments);
    } catch (JedisConnectionException e) {
      throw new UncertainException(e);
    }
  }

  /** The answer of Redis is lost, so that nobody knows whether it has done what it was to do. */
  private static final class UncertainException extends JedisException {
    private static final long serialVersionUID = 1;

    UncertainException(JedisConnectionException cause) {
      super(cause);
    }
  }

  @Override
  public boolean rename(SessionId id, SessionId other, SessionChanges changes) {
    List<String> arguments = arguments(changes);
    return isDone(
        run(redis -> redis.eval(Scripts.RENAME, List.of(key(id), key(other)), arguments)));
  }

  @Override
  public void delete(SessionId id) {
    run(redis -> redis.del(key(id)));
  }

  private static String key(SessionId id) {
    return PREFIX + id.key();
  }

  private static boolean isDone(@Nullable Object answer) {
    return answer instanceof Long number && number == 1;
  }

  /** The result of a command. */
  private <T extends @Nullable Object> T run(Function<Jedis, T> command) {
    if (!outage.mayTry()) {
      throw unavailable();
    }
    try {
      T result = twice(command);
      outage.succeeded();
      return result;
    } catch (RefusedException e) {
      outage.succeeded();
      refusals.refused(reason(e));
      throw new HttpException(
          Status.SERVICE_UNAVAILABLE, "this session cannot be used for the moment");
    } catch (JedisException e) {
      if (!isOurs(e)) {
        outage.failed(reason(e));
      }
      throw unavailable();
    }
  }

  /** Kept connections may be dead, for example because Redis has been restarted. */
  private <T extends @Nullable Object> T twice(Function<Jedis, T> command) {
    try {
      return once(command);
    } catch (JedisConnectionException e) {
      pool.clear();
      if (isCausedBy(SocketTimeoutException.class, e)) {
        throw e;
      }
      return once(command);
    }
  }

  private <T extends @Nullable Object> T once(Function<Jedis, T> command) {
    try (Jedis redis = pool.getResource()) {
      return obeyed(command, redis);
    }
  }

  private static <T extends @Nullable Object> T obeyed(Function<Jedis, T> command, Jedis redis) {
    try {
      return command.apply(redis);
    } catch (JedisAccessControlException | JedisBusyException e) {
      throw e;
    } catch (JedisDataException e) {
      throw new RefusedException(e);
    }
  }

  /** Redis can be used, but refuses this command, for example because its memory is full. */
  private static final class RefusedException extends JedisException {
    private static final long serialVersionUID = 1;

    RefusedException(JedisDataException cause) {
      super(cause);
    }
  }

  /**
   * Whether a failure says nothing about Redis: a request takes too long and is interrupted, or
   * there are too many at a time for the pool of connections.
   */
  private static boolean isOurs(JedisException e) {
    return Thread.currentThread().isInterrupted()
        || isCausedBy(InterruptedException.class, e)
        || isCausedBy(NoSuchElementException.class, e);
  }

  private static boolean isCausedBy(Class<? extends Throwable> type, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** The innermost cause, which says most. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private static HttpException unavailable() {
    return new HttpException(
        Status.SERVICE_UNAVAILABLE, "sessions are out of reach for the moment");
  }

  @Override
  public void close() {
    pool.close();
  }
}
