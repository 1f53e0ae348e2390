package io.heddle.exchange;

import io.heddle.connection.Timeouts;
import io.heddle.http.ErrorPages;
import io.heddle.http.Limits;
import io.heddle.http.Site;

/**
 * What a server serves, and with which limits. Settings never change, but a {@link Service} can be
 * given new ones while it runs; each request uses one set from its head to its end.
 */
public record Settings(
    Site site, Limits limits, Timeouts timeouts, ErrorPages errorPages, Forwarding forwarding) {
  /** Settings that trust no proxy. */
  public Settings(Site site, Limits limits, Timeouts timeouts, ErrorPages errorPages) {
    this(site, limits, timeouts, errorPages, Forwarding.NONE);
  }

  /** The standard settings for a site. */
  public static Settings of(Site site) {
    return new Settings(site, Limits.STANDARD, Timeouts.STANDARD, ErrorPages.TEXT);
  }

  /** A copy with another site. */
  public Settings with(Site other) {
    return new Settings(other, limits, timeouts, errorPages, forwarding);
  }

  /** A copy with other limits. */
  public Settings with(Limits other) {
    return new Settings(site, other, timeouts, errorPages, forwarding);
  }

  /** A copy with other timeouts. */
  public Settings with(Timeouts other) {
    return new Settings(site, limits, other, errorPages, forwarding);
  }

  /** A copy with other error pages. */
  public Settings with(ErrorPages other) {
    return new Settings(site, limits, timeouts, other, forwarding);
  }

  /** A copy that believes other proxies. */
  public Settings with(Forwarding other) {
    return new Settings(site, limits, timeouts, errorPages, other);
  }
}
