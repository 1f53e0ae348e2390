package io.heddle.gatling.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows whether Gatling, the study's generator and the server's metrics agree about a load. */
@Command(
    name = "agreement",
    description = {
      "Puts the same load from Gatling and from the study's generator on each engine, and prints what each of them"
          + " and the server's metrics measured. docs/OBSERVING.md explains the differences.",
      ""
    })
final class AgreementCommand implements Callable<Integer> {
  private static final int PLAINTEXT_RATE = 300;
  private static final int SLEEP_RATE = 100;
  private static final int MIN_SECONDS = 5;
  private static final int MAX_SECONDS = 600;

  private final Children children;
  private final PrintStream out;
  private final PrintStream complaints;

  @Option(
      names = {"--engines", "--engine"},
      paramLabel = "NAMES",
      defaultValue = "epoll,vthreads",
      description = "The engines, one after another (${DEFAULT-VALUE}).")
  private String engines = "";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "How long each load is measured (${DEFAULT-VALUE}).")
  private int seconds;

  AgreementCommand(Children children, PrintStream out, PrintStream complaints) {
    this.children = children;
    this.out = out;
    this.complaints = complaints;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CompareException {
    List<Variant> variants = Variant.of(engines);
    if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
      throw CompareException.wrongOption(
          "--seconds %d: write a number from %d to %d"
              .formatted(seconds, MIN_SECONDS, MAX_SECONDS));
    }
    Path folder =
        Rounds.FOLDER.toAbsolutePath().resolve("agreement-" + ProcessHandle.current().pid());
    List<Agreement.Load> loads = loads();
    Progress progress =
        new Progress(
            complaints,
            Progress.isTerminal(),
            loads.size() * variants.size(),
            Optional.empty(),
            InstantSource.system());
    Agreement agreement = new Agreement(children, progress, seconds, folder);
    List<AgreementTable.Entry> all = new ArrayList<>();
    for (Agreement.Load load : loads) {
      List<AgreementTable.Entry> entries = new ArrayList<>();
      for (Variant variant : variants) {
        AgreementTable.Entry entry = agreement.measure(variant, load);
        entries.add(entry);
        entry.limit().ifPresent(limit -> warn(entry, limit));
      }
      progress.end();
      out.println(AgreementTable.times(entries));
      all.addAll(entries);
    }
    out.println(AgreementTable.cpu(all));
    complaints.println("results: " + folder);
    return 0;
  }

  private void warn(AgreementTable.Entry entry, String limit) {
    complaints.println("warning: %s, %s: %s".formatted(entry.engine(), entry.target(), limit));
  }

  private List<Agreement.Load> loads() {
    Map<String, String> sleep = new LinkedHashMap<>(Agreement.parameters(SLEEP_RATE, seconds));
    sleep.put("sleep", "20ms");
    return List.of(
        new Agreement.Load(
            "Plaintext",
            Agreement.parameters(PLAINTEXT_RATE, seconds),
            "/plaintext",
            PLAINTEXT_RATE),
        new Agreement.Load("SlowBackend", sleep, "/sleep?ms=20", SLEEP_RATE));
  }
}
