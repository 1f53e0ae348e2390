package io.heddle.store;

import io.heddle.http.EntityTag;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The entity tag of a file, from all facts that change with its content. The time that programs can
 * set (mtime) is not enough: tools that copy files, or build the same file again, give different
 * contents the same one. Two servers with a copy of a file thus have different tags for it.
 *
 * <p>The facts are hashed, so that clients cannot learn a file's number and exact times.
 */
public final class FileTag {
  private static final int DIGITS = 24;

  /** Makes the text of a weak tag differ from that of every strong one. */
  private static final String WEAK_PREFIX = "new-";

  /** Then a weak tag is as long as a strong one, and so are the responses with a file. */
  private static final int WEAK_DIGITS = DIGITS - WEAK_PREFIX.length() - "W/".length();

  private FileTag() {}

  /**
   * The tag of content that was read between these facts. If the file may have changed meanwhile,
   * or may still change without any fact changing, the tag is weak, and says what the file was
   * before: no content is older than its tag. The strong one that follows has another text, so that
   * a client with an older content gets the current one.
   *
   * @param before the facts before the file was opened
   * @param after the facts after its content was read, or at least its size
   */
  public static EntityTag of(FileFacts before, FileFacts after, Instant now) {
    return after.equals(before) && after.isOlderThan(FileFacts.SETTLED, now)
        ? strong(after)
        : EntityTag.weak(WEAK_PREFIX + digest(before).substring(0, WEAK_DIGITS));
  }

  /** The tag of a file whose facts no other version of it has, or will have. */
  public static EntityTag strong(FileFacts facts) {
    return EntityTag.strong(digest(facts).substring(0, DIGITS));
  }

  private static String digest(FileFacts facts) {
    ByteBuffer numbers =
        ByteBuffer.allocate(7 * Long.BYTES)
            .putLong(facts.device())
            .putLong(facts.number())
            .putLong(facts.size());
    put(numbers, facts.changed());
    put(numbers, facts.modified());
    return HexFormat.of().formatHex(sha256().digest(numbers.array()));
  }

  private static void put(ByteBuffer numbers, Instant time) {
    numbers.putLong(time.getEpochSecond()).putLong(time.getNano());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
