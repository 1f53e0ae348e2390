package io.heddle.app.cli;

import io.heddle.codec.Limits;
import picocli.CommandLine.Option;

/** How much a client may send. */
public final class LimitOptions {
  @Option(
      names = "--max-target-bytes",
      paramLabel = "SIZE",
      defaultValue = "8KiB",
      converter = SizeConverter.class,
      description = "Longest request target, at least 8000; above: 414. Default: ${DEFAULT-VALUE}")
  long maxTargetBytes;

  @Option(
      names = "--max-head-bytes",
      paramLabel = "SIZE",
      defaultValue = "32KiB",
      converter = SizeConverter.class,
      description = "Largest request head; above: 431. Default: ${DEFAULT-VALUE}")
  long maxHeadBytes;

  @Option(
      names = "--max-headers",
      paramLabel = "N",
      defaultValue = "100",
      description = "Most header fields; above: 431. Default: ${DEFAULT-VALUE}")
  int maxHeaders;

  @Option(
      names = "--max-body-bytes",
      paramLabel = "SIZE",
      defaultValue = "64MiB",
      converter = SizeConverter.class,
      description = "Largest request body; above: 413. Default: ${DEFAULT-VALUE}")
  long maxBodyBytes;

  LimitOptions() {}

  /**
   * The limits.
   *
   * @throws IllegalArgumentException when one is out of its bounds
   */
  public Limits toLimits() {
    return new Limits(clamped(maxTargetBytes), clamped(maxHeadBytes), maxHeaders, maxBodyBytes);
  }

  private static int clamped(long bytes) {
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }
}
