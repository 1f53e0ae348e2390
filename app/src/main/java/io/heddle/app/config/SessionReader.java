package io.heddle.app.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import io.heddle.app.session.RedisAddress;
import io.heddle.app.session.SessionConfig;
import io.heddle.session.SessionLimits;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** Reads the block that says where sessions are, and how long they live. */
final class SessionReader {
  private static final String STORE = "store";
  private static final String IN_MEMORY = "memory";
  private static final String PASSWORD_FILE = "password-file";
  private static final String ABSOLUTE = "absolute";
  private static final String MAX = "max";
  private static final Duration MAX_TIME = Duration.ofDays(365);

  /** Where sessions are; empty for the memory of this process. */
  private record Store(Optional<RedisAddress> redis) {
    static final Store MEMORY = new Store(Optional.empty());
  }

  private final Block block;
  private final RelativePaths paths;

  /**
   * A reader.
   *
   * @param paths of files
   */
  SessionReader(Block block, RelativePaths paths) {
    this.block = block;
    this.paths = paths;
  }

  SessionConfig read() {
    SessionConfig standard = SessionConfig.STANDARD;
    Optional<Store> store = block.value(STORE, SessionReader::store);
    Optional<RedisAddress> redis = store.flatMap(Store::redis);
    Optional<String> password = block.value(PASSWORD_FILE, this::password);
    boolean isInMemory = !block.has(STORE) || store.equals(Optional.of(Store.MEMORY));
    if (block.has(PASSWORD_FILE) && isInMemory) {
      block.mistake(PASSWORD_FILE, "there is no Redis: write store = redis://..., or remove this");
    }
    if (redis.flatMap(RedisAddress::user).isPresent() && !block.has(PASSWORD_FILE)) {
      block.mistake(STORE, "its user needs a password: write password-file = FILE");
    }
    if (block.has(MAX) && redis.isPresent()) {
      block.mistake(MAX, "it has no effect with Redis: remove it, and set maxmemory there");
    }
    Duration idle = block.value("idle", SessionReader::time).orElse(standard.limits().idle());
    Duration absolute =
        block.value(ABSOLUTE, SessionReader::time).orElse(standard.limits().absolute());
    if (absolute.compareTo(idle) < 0) {
      block.mistake(
          block.has(ABSOLUTE) ? ABSOLUTE : "idle",
          "a session would end before it is idle: write a longer absolute time, or a shorter idle"
              + " time");
    }
    int max = block.number(MAX, 1, 10_000_000).orElse(standard.maxSessions());
    block.end();
    SessionLimits limits = standard.limits().withTimes(idle, absolute);
    return new SessionConfig(redis.map(it -> it.withPassword(password)), limits, max);
  }

  private static Store store(String text) {
    if (text.equals(IN_MEMORY)) {
      return Store.MEMORY;
    }
    if (!text.contains("://")) {
      throw new IllegalArgumentException("write memory, or an address such as redis://127.0.0.1");
    }
    return new Store(Optional.of(RedisAddress.parse(text)));
  }

  private String password(String text) {
    try {
      return Files.readString(paths.path(text))
          .lines()
          .findFirst()
          .filter(line -> !line.isBlank())
          .orElseThrow(
              () -> new IllegalArgumentException("its first line is empty: write a password"));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the file is not UTF-8 text: convert it", e);
    } catch (IOException e) {
      throw paths.missing("file that can be read");
    }
  }

  private static Duration time(String text) {
    try {
      Duration time = ConfigValueFactory.fromAnyRef(text).atKey("time").getDuration("time");
      if (!text.matches("\\d+") && time.toMillis() > 0 && time.compareTo(MAX_TIME) <= 0) {
        return time;
      }
    } catch (ConfigException | ArithmeticException e) {
      // refused below
    }
    throw new IllegalArgumentException(
        "write a number and a unit, such as 90s, 30m or 12h, up to a year");
  }
}
