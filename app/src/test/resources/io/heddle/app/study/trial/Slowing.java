import io.heddle.routing.Router;
import io.heddle.routing.SiteProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes every request of a server compute longer, for a time that the jar names. */
public final class Slowing implements SiteProvider {
  private static final Pattern SPEED =
      Pattern.compile("\"stepsPerMicrosecond\"\\s*:\\s*([\\d.E]+)");

  /** Where results go that nobody needs, so that the compiler cannot leave out the work. */
  private static volatile long unused;

  @Override
  public void addTo(Router.Builder routes) {
    long steps = steps();
    routes.with(
        (request, next) -> {
          unused = spin(steps);
          return next.handle(request);
        });
  }

  /** The steps that the study itself would take in this time, by its own calibration. */
  private static long steps() {
    try (InputStream settings = Slowing.class.getResourceAsStream("slowing.properties")) {
      Properties slowing = new Properties();
      slowing.load(settings);
      Matcher speed = SPEED.matcher(Files.readString(Path.of(slowing.getProperty("speed"))));
      if (!speed.find()) throw new IllegalArgumentException(slowing + " has no speed");
      double micros = Double.parseDouble(slowing.getProperty("micros"));
      return Math.round(micros * Double.parseDouble(speed.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same steps as those of the handlers that compute. */
  private static long spin(long steps) {
    long x = steps;
    for (long i = 0; i < steps; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }
}
