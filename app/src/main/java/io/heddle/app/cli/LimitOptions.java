package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import io.heddle.app.values.Size;
import io.heddle.app.values.SizeConverter;
import io.heddle.http.Limits;
import picocli.CommandLine.Option;

/** The options that limit what a client may send. */
public final class LimitOptions {
  private static final String TARGET = "--max-target-bytes";
  private static final String HEAD = "--max-head-bytes";
  private static final int MAX_HEADERS = 100_000;

  @Option(
      names = TARGET,
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = {
        "Longest request target, at least 8000; a longer one is answered 414.",
        DEFAULT
      })
  Size maxTarget = new Size(Limits.STANDARD.maxTargetBytes());

  @Option(
      names = HEAD,
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = {"Largest request head; a larger one is answered 431.", DEFAULT})
  Size maxHead = new Size(Limits.STANDARD.maxHeadBytes());

  @Option(
      names = "--max-headers",
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = {"Most header fields of a request; with more, it is answered 431.", DEFAULT})
  int maxHeaders = Limits.STANDARD.maxHeaders();

  @Option(
      names = "--max-body-bytes",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = {"Largest request body; a larger one is answered 413.", DEFAULT})
  Size maxBody = new Size(Limits.STANDARD.maxBodyBytes());

  LimitOptions() {}

  void check() {
    long target = maxTarget.bytes();
    long head = maxHead.bytes();
    WrongValue.unlessWithin(Limits.MIN_TARGET_BYTES, Limits.MAX_HEAD_BYTES, target, TARGET);
    WrongValue.unlessWithin(Limits.MIN_TARGET_BYTES, Limits.MAX_HEAD_BYTES, head, HEAD);
    WrongValue.unlessWithin(1, MAX_HEADERS, maxHeaders, "--max-headers");
    if (head < target) {
      throw new WrongValue(
          "a target must fit into a head: write "
              + HEAD
              + " (now "
              + head
              + ") no smaller than "
              + TARGET
              + " (now "
              + target
              + ")",
          HEAD,
          TARGET);
    }
  }

  /** The limits; call this after {@link #check}. */
  public Limits toLimits() {
    return new Limits((int) maxTarget.bytes(), (int) maxHead.bytes(), maxHeaders, maxBody.bytes());
  }
}
