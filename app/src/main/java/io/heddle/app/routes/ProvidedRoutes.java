package io.heddle.app.routes;

import io.heddle.routing.Router;
import io.heddle.routing.SiteProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The routes of a jar that the user names. */
public final class ProvidedRoutes {
  private static final String SERVICE = "META-INF/services/" + SiteProvider.class.getName();

  private ProvidedRoutes() {}

  /** A jar from which no routes can be had. The message names it, and what it lacks. */
  public static final class Unusable extends IOException {
    private static final long serialVersionUID = 1;

    Unusable(Path jar, String problem, @Nullable Throwable cause) {
      super("cannot use the handlers of " + jar + " (" + problem + ")", cause);
    }
  }

  /**
   * Adds the routes of all providers in the jar. Its classes stay loaded as long as something uses
   * these routes.
   *
   * @throws Unusable if there are none, or if they cannot be created or fail
   */
  public static void addTo(Router.Builder routes, Path jar) throws IOException {
    URL[] place = {jar.toUri().toURL()};
    @SuppressWarnings("resource") // its classes load others while the routes are used
    URLClassLoader loader = new URLClassLoader(place, SiteProvider.class.getClassLoader());
    try {
      List<SiteProvider> providers =
          ServiceLoader.load(SiteProvider.class, loader).stream()
              .filter(provider -> provider.type().getClassLoader().equals(loader))
              .map(ServiceLoader.Provider::get)
              .toList();
      if (providers.isEmpty()) {
        throw new Unusable(jar, "it has no file " + SERVICE + " with the name of a class", null);
      }
      for (SiteProvider provider : providers) {
        addTo(routes, jar, provider);
      }
    } catch (ServiceConfigurationError | IllegalArgumentException e) {
      throw new Unusable(jar, String.valueOf(e.getMessage()), e);
    } catch (LinkageError e) {
      throw new Unusable(jar, e.toString(), e);
    }
  }

  /** Names the class and the line at which somebody else's code fails. */
  private static void addTo(Router.Builder routes, Path jar, SiteProvider provider)
      throws Unusable {
    try {
      provider.addTo(routes);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      String place =
          Arrays.stream(e.getStackTrace()).map(frame -> " at " + frame).findFirst().orElse("");
      throw new Unusable(
          jar, "%s fails%s: %s".formatted(provider.getClass().getName(), place, e), e);
    }
  }
}
