package io.heddle.app.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The users of a file and the bcrypt hashes of their passwords, as {@code htpasswd -B} writes them.
 * Immutable and thread-safe.
 */
public final class Passwords {
  /** A higher cost takes seconds for each login. */
  private static final int MAX_COST = 15;

  private static final Pattern LINE =
      Pattern.compile("([^:]+):(\\$2[aby]\\$(\\d\\d)\\$[./\\w]{53})");

  private static final int MIN_COST = 4;
  private static final int VERSION_BYTES = 8;

  private final Map<String, byte[]> hashes;

  /** A digest of each hash, by user. */
  private final Map<String, String> versions = new HashMap<>();

  /**
   * Compared for users who do not exist, with the highest cost of the file: if all hashes have the
   * same cost, the time does not tell them from others.
   */
  private final byte[] nobody;

  private Passwords(Map<String, byte[]> hashes, int maxCost) {
    this.hashes = hashes;
    this.nobody =
        "$2y$%02d$......................DjLbxWjSwnDy39F.9M0YErWE5tCFwKC"
            .formatted(maxCost)
            .getBytes(StandardCharsets.US_ASCII);
    hashes.forEach((user, hash) -> versions.put(user, digest(hash)));
  }

  private static String digest(byte[] hash) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(hash);
      return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when a line is not valid; the message names it and says how to
   *     correct it, and does not contain what it says
   */
  public static Passwords read(Path file) throws IOException {
    Map<String, byte[]> hashes = new HashMap<>();
    int maxCost = MIN_COST;
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher form = LINE.matcher(line);
      if (!form.matches()) {
        throw wrong(i, "is not a user and a bcrypt hash: write it with htpasswd -B");
      }
      int cost = Integer.parseInt(form.group(3));
      if (cost < MIN_COST || cost > MAX_COST) {
        throw wrong(
            i,
            "has a hash whose cost is not within %d to %d: write it with htpasswd -B"
                .formatted(MIN_COST, MAX_COST));
      }
      maxCost = Math.max(maxCost, cost);
      byte[] hash = form.group(2).getBytes(StandardCharsets.US_ASCII);
      if (hashes.put(form.group(1), hash) != null) {
        throw wrong(i, "has a user who is in the file already: remove one of the lines");
      }
    }
    return new Passwords(hashes, maxCost);
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the file is not UTF-8 text: convert it", e);
    }
  }

  private static IllegalArgumentException wrong(int index, String what) {
    return new IllegalArgumentException("line " + (index + 1) + " " + what);
  }

  /** Whether this is the user's password. It computes for a good part of a second. */
  public boolean contain(String user, String password) {
    byte[] hash = hashes.getOrDefault(user, nobody);
    boolean matches =
        BCrypt.verifyer(
                BCrypt.Version.VERSION_2Y,
                LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
            .verify(password.getBytes(StandardCharsets.UTF_8), hash)
            .verified;
    return matches && hashes.containsKey(user);
  }

  /** What changes with the user's password; empty if there is no such user. */
  Optional<String> version(String user) {
    return Optional.ofNullable(versions.get(user));
  }
}
