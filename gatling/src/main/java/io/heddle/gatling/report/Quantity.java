package io.heddle.gatling.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A row of the table.
 *
 * @param kind how the figure is written and compared
 */
record Quantity(String name, Kind kind, ToDoubleFunction<Run> figure) {
  /** How figures are written and compared. */
  enum Kind {
    /** A number of things, which is not compared. */
    COUNT,
    /** A time of Gatling's log: whole milliseconds, up to 1 too high or too low. */
    MILLIS,
    /** Compared, without decimals. */
    WHOLE,
    /** Compared, with one decimal. */
    TENTHS,
    /** Compared, with two decimals. */
    HUNDREDTHS,
    /** A figure that says how far the others can be trusted, and is not compared. */
    CONDITION;

    private String text(double value) {
      return switch (this) {
        case COUNT, WHOLE -> String.format(Locale.ROOT, "%.0f", value);
        case MILLIS -> value < 1 ? "<1" : String.format(Locale.ROOT, "%.0f", value);
        case TENTHS -> String.format(Locale.ROOT, "%.1f", value);
        case HUNDREDTHS, CONDITION -> String.format(Locale.ROOT, "%.2f", value);
      };
    }

    private Optional<Ratio> ratio(Spread value, Spread other) {
      return switch (this) {
        case COUNT, CONDITION -> Optional.empty();
        case MILLIS -> value.over(other, 1);
        case WHOLE, TENTHS, HUNDREDTHS -> value.over(other, 0);
      };
    }
  }

  /** The rows for all requests. */
  static final List<Quantity> OF_ALL =
      Stream.of(
              counts(run -> run.summary().all()),
              Stream.of(
                  new Quantity(
                      "mean ms", Kind.HUNDREDTHS, run -> run.summary().all().meanMillis())),
              percentiles(run -> run.summary().all(), "50", "95", "99", "99.9"),
              ofServer())
          .flatMap(Function.identity())
          .toList();

  /** The rows for the requests with this name; zero in runs without any. */
  static List<Quantity> of(String name) {
    Function<Run, ResponseTimes> times =
        run -> run.summary().byName().getOrDefault(name, new ResponseTimes());
    return Stream.concat(counts(times), percentiles(times, "50", "99")).toList();
  }

  private static Stream<Quantity> counts(Function<Run, ResponseTimes> times) {
    return Stream.of(
        new Quantity("requests", Kind.COUNT, run -> times.apply(run).count()),
        new Quantity("failed", Kind.COUNT, run -> times.apply(run).failed()));
  }

  private static Stream<Quantity> percentiles(
      Function<Run, ResponseTimes> times, String... percents) {
    Stream<Quantity> rows =
        Stream.of(percents)
            .map(
                percent -> {
                  double share = Double.parseDouble(percent);
                  return new Quantity(
                      "p" + percent + " ms",
                      Kind.MILLIS,
                      run -> times.apply(run).percentileMillis(share));
                });
    Quantity max = new Quantity("max ms", Kind.MILLIS, run -> times.apply(run).maxMillis());
    return Stream.concat(rows, Stream.of(max));
  }

  private static Stream<Quantity> ofServer() {
    return Stream.of(
        new Quantity("requests/s", Kind.TENTHS, run -> run.summary().perSecond()),
        new Quantity("server mean ms", Kind.HUNDREDTHS, run -> run.server().meanMillis()),
        new Quantity("server CPU us/request", Kind.TENTHS, Run::cpuMicrosPerRequest),
        new Quantity("server MiB after", Kind.WHOLE, run -> run.server().residentMiB()),
        new Quantity("server files before", Kind.COUNT, run -> run.server().filesBefore()),
        new Quantity("server files after", Kind.COUNT, run -> run.server().filesAfter()),
        new Quantity("connections after", Kind.COUNT, run -> run.server().connectionsAfter()),
        new Quantity("Gatling CPU cores", Kind.CONDITION, run -> run.generator().cores()),
        new Quantity("machine busy %", Kind.COUNT, run -> run.generator().machinePercent()),
        new Quantity("other errors", Kind.COUNT, run -> run.summary().faults()));
  }

  /** The cells: the name, the figure of each series, and the ratio of each to the first. */
  List<String> row(List<Series> all) {
    List<String> cells = new ArrayList<>();
    cells.add(name);
    List<Spread> spreads = all.stream().map(series -> series.spread(figure)).toList();
    spreads.forEach(spread -> cells.add(spread.text(kind::text)));
    Spread first = spreads.getFirst();
    spreads.stream()
        .skip(1)
        .forEach(spread -> cells.add(kind.ratio(spread, first).map(Ratio::text).orElse("-")));
    return cells;
  }
}
