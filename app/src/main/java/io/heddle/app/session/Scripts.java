package io.heddle.app.session;

/**
 * What Redis does with sessions, each script as one step. A session is a hash. Its field without a
 * name has the time at which it ends in any case, in milliseconds on the clock of Redis, which all
 * servers share.
 *
 * <p>Redis compares its memory with {@code maxmemory} only before the first command of a script
 * that changes something. So a script that stores values does that before anything else.
 */
final class Scripts {
  /** Returns nothing if there is no session. */
  private static final String FIND =
      """
      local over = redis.call('HGET', KEYS[1], '')
      if not over then return false end
      """;

  /** Lets a session live until it is idle or over. ARGV[1] is the idle time in milliseconds. */
  private static final String USE =
      """
      local time = redis.call('TIME')
      local idle = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
      redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', math.min(idle, tonumber(over))))
      """;

  /** Returns all fields and values. */
  static final String LOAD =
      FIND
          + USE
          + """
          return redis.call('HGETALL', KEYS[1])
          """;

  /** ARGV[2] is the absolute time in milliseconds; keys and values follow. */
  static final String CREATE =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      redis.call('HSET', KEYS[1], '', string.format('%.0f', now + ARGV[2]))
      for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
      local left = math.min(tonumber(ARGV[1]), tonumber(ARGV[2]))
      redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', now + left))
      return 1
      """;

  /** ARGV[2] is the number of keys that are removed; they follow, and then keys and values. */
  private static final String STORE =
      """
      local first = 3 + ARGV[2]
      for i = first, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
      for i = 3, first - 1 do redis.call('HDEL', KEYS[1], ARGV[i]) end
      """;

  /** Stores changes. */
  static final String CHANGE =
      FIND
          + STORE
          + USE
          + """
          return 1
          """;

  /**
   * Replaces the value of the key ARGV[2] by ARGV[3] if it is ARGV[4], or if there is none and no
   * ARGV[4]. Returns whether it did.
   */
  static final String REPLACE =
      FIND
          + """
          local value = redis.call('HGET', KEYS[1], ARGV[2])
          if value ~= (ARGV[4] or false) then return 0 end
          redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
          """
          + USE
          + """
          return 1
          """;

  /**
   * Stores changes, and gives KEYS[1] the name KEYS[2]. If it has that already, it was done before,
   * and the answer was lost. Redis renames even if its memory is full, so that comes last.
   */
  static final String RENAME =
      """
      local over = redis.call('HGET', KEYS[1], '')
      if not over then return redis.call('EXISTS', KEYS[2]) end
      """
          + STORE
          + USE
          + """
          redis.call('RENAME', KEYS[1], KEYS[2])
          return 1
          """;

  private Scripts() {}
}
