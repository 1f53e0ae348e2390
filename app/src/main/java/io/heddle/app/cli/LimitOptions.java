package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import io.heddle.http.Limits;
import picocli.CommandLine.Option;

/** How much a client may send. */
public final class LimitOptions {
  private static final String TARGET = "--max-target-bytes";
  private static final String HEAD = "--max-head-bytes";
  private static final int MOST_HEADERS = 100_000;

  @Option(
      names = TARGET,
      paramLabel = "SIZE",
      defaultValue = "8KiB",
      converter = SizeConverter.class,
      description = {"Longest request target, at least 8000; above: 414.", DEFAULT})
  long maxTargetBytes;

  @Option(
      names = HEAD,
      paramLabel = "SIZE",
      defaultValue = "32KiB",
      converter = SizeConverter.class,
      description = {"Largest request head; above: 431.", DEFAULT})
  long maxHeadBytes;

  @Option(
      names = "--max-headers",
      paramLabel = "N",
      defaultValue = "100",
      converter = WholeNumberConverter.class,
      description = {"Most header fields; above: 431.", DEFAULT})
  int maxHeaders;

  @Option(
      names = "--max-body-bytes",
      paramLabel = "SIZE",
      defaultValue = "64MiB",
      converter = SizeConverter.class,
      description = {"Largest request body; above: 413.", DEFAULT})
  long maxBodyBytes;

  LimitOptions() {}

  void check() {
    WrongValue.unlessWithin(
        Limits.LEAST_TARGET_BYTES, Limits.MOST_HEAD_BYTES, maxTargetBytes, TARGET);
    WrongValue.unlessWithin(Limits.LEAST_TARGET_BYTES, Limits.MOST_HEAD_BYTES, maxHeadBytes, HEAD);
    WrongValue.unlessWithin(1, MOST_HEADERS, maxHeaders, "--max-headers");
    if (maxHeadBytes < maxTargetBytes) {
      throw new WrongValue(
          "a target must fit into a head: write "
              + HEAD
              + " (now "
              + maxHeadBytes
              + ") no smaller than "
              + TARGET
              + " (now "
              + maxTargetBytes
              + ")",
          HEAD,
          TARGET);
    }
  }

  /** The limits, once they have been checked. */
  public Limits toLimits() {
    return new Limits((int) maxTargetBytes, (int) maxHeadBytes, maxHeaders, maxBodyBytes);
  }
}
