package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import io.heddle.app.values.Size;
import io.heddle.app.values.SizeConverter;
import io.heddle.filter.Compression;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for smaller responses. */
public final class CompressionOptions {
  private static final String GZIP = "--gzip";
  private static final String MIN = "--gzip-min";
  private static final String PRECOMPRESSED = "--precompressed";

  @Option(
      names = PRECOMPRESSED,
      fallbackValue = "true",
      description =
          "Serve style.css.br, style.css.zst or style.css.gz in place of style.css to clients that"
              + " accept it.")
  private boolean precompressed;

  @Option(
      names = GZIP,
      paramLabel = "LEVEL",
      arity = "0..1",
      fallbackValue = "" + Compression.STANDARD_LEVEL,
      converter = WholeNumberConverter.class,
      description =
          "Compress responses of types that gain from it for clients that accept it; from 1 (fast) to"
              + " 9 (small), "
              + Compression.STANDARD_LEVEL
              + " without a level.")
  private @Nullable Integer gzip;

  @Option(
      names = MIN,
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = {"Do not compress smaller responses.", DEFAULT})
  private Size min = new Size(Compression.STANDARD_MIN_BYTES);

  CompressionOptions() {}

  /** Whether files are served in a form that was compressed before. */
  public boolean isPrecompressed() {
    return precompressed;
  }

  /** What compresses responses; a new one at each call. */
  public Optional<Compression> filter() {
    return Optional.ofNullable(gzip).map(level -> new Compression(level, min.bytes()));
  }

  void check(Predicate<String> isSet, boolean hasRoot) {
    if (gzip != null) {
      WrongValue.unlessWithin(1, 9, gzip, GZIP);
    } else if (isSet.test(MIN)) {
      throw new WrongValue("nothing is compressed: add --gzip, or remove this option", MIN);
    }
    if (!hasRoot && isSet.test(PRECOMPRESSED)) {
      throw new WrongValue("there are no files: add --root, or remove this option", PRECOMPRESSED);
    }
  }

  /** Removes values that have no effect. */
  void describe(Map<String, String> values, boolean hasRoot) {
    if (gzip == null) {
      values.remove(MIN.substring(2));
    }
    if (!hasRoot) {
      values.remove(PRECOMPRESSED.substring(2));
    }
  }
}
