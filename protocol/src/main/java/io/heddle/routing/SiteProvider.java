package io.heddle.routing;

/**
 * Routes that a program finds by itself: {@link java.util.ServiceLoader} creates the provider from
 * a jar that names its class in {@code META-INF/services/io.heddle.routing.SiteProvider}.
 */
public interface SiteProvider {
  /** Adds the routes. Called once, before the server starts. */
  void addTo(Router.Builder routes);
}
