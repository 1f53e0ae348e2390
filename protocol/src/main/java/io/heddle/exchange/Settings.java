package io.heddle.exchange;

import io.heddle.connection.Timeouts;
import io.heddle.http.ErrorPages;
import io.heddle.http.Limits;
import io.heddle.http.Site;

/**
 * What a server serves, and within which bounds. It never changes, but a {@link Service} can be
 * given another one while it runs; each request sees one set from its head to its end.
 */
public record Settings(Site site, Limits limits, Timeouts timeouts, ErrorPages errorPages) {
  /** A site within the standard bounds. */
  public static Settings of(Site site) {
    return new Settings(site, Limits.STANDARD, Timeouts.STANDARD, ErrorPages.TEXT);
  }

  /** These settings with another site. */
  public Settings with(Site other) {
    return new Settings(other, limits, timeouts, errorPages);
  }

  /** These settings with other limits. */
  public Settings with(Limits other) {
    return new Settings(site, other, timeouts, errorPages);
  }

  /** These settings with other timeouts. */
  public Settings with(Timeouts other) {
    return new Settings(site, limits, other, errorPages);
  }

  /** These settings with other error pages. */
  public Settings with(ErrorPages other) {
    return new Settings(site, limits, timeouts, other);
  }
}
