import io.heddle.routing.Router;
import io.heddle.routing.SiteProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Makes every request of a server compute longer, for a time that the jar names. */
public final class Slowing implements SiteProvider {
  @Override
  public void addTo(Router.Builder routes) {
    long nanos = nanos();
    routes.with(
        (request, next) -> {
          long begun = System.nanoTime();
          while (System.nanoTime() - begun < nanos) {
            // by the clock, because the speed of processors changes
          }
          return next.handle(request);
        });
  }

  private static long nanos() {
    try (InputStream settings = Slowing.class.getResourceAsStream("slowing.properties")) {
      Properties slowing = new Properties();
      slowing.load(settings);
      return Math.round(1_000 * Double.parseDouble(slowing.getProperty("micros")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
