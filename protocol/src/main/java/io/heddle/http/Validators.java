package io.heddle.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What tells the current version of a resource from others (RFC 9110 section 8.8).
 *
 * @param exists whether there is a current version
 * @param tag its entity tag
 * @param modified when it was last changed; HTTP has dates to the second, so fractions are dropped
 */
public record Validators(boolean exists, Optional<EntityTag> tag, Optional<Instant> modified) {
  /** The resource does not exist, or not yet. */
  public static final Validators NOTHING =
      new Validators(false, Optional.empty(), Optional.empty());

  /** The validators of this version. */
  public Validators {
    modified = modified.map(date -> date.truncatedTo(ChronoUnit.SECONDS));
  }

  /** The validators of a version that exists. */
  public static Validators of(Optional<EntityTag> tag, Optional<Instant> modified) {
    return new Validators(true, tag, modified);
  }
}
