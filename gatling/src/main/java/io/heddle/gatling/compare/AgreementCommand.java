package io.heddle.gatling.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
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
      "Puts the same load from Gatling and from the study's generator on a server, and prints what each of them"
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
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "epoll",
      description = "The engine of the server (${DEFAULT-VALUE}).")
  private String engine = "";

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
    List<Variant> variants = Variant.of(engine);
    if (variants.size() > 1) {
      throw CompareException.wrongOption("--engine %s: name only one".formatted(engine));
    }
    if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
      throw CompareException.wrongOption(
          "--seconds %d: write a number from %d to %d"
              .formatted(seconds, MIN_SECONDS, MAX_SECONDS));
    }
    Path folder =
        Rounds.FOLDER.toAbsolutePath().resolve("agreement-" + ProcessHandle.current().pid());
    Progress progress = new Progress(complaints, Progress.isTerminal(), 2, Optional.empty());
    Agreement agreement = new Agreement(children, progress, variants.getFirst(), seconds, folder);
    Map<String, String> sleep = new LinkedHashMap<>(agreement.parameters(SLEEP_RATE));
    sleep.put("sleep", "20ms");
    List<Agreement.Load> loads =
        List.of(
            new Agreement.Load(
                "Plaintext", agreement.parameters(PLAINTEXT_RATE), "/plaintext", PLAINTEXT_RATE),
            new Agreement.Load("SlowBackend", sleep, "/sleep?ms=20", SLEEP_RATE));
    for (Agreement.Load load : loads) {
      String table = agreement.table(load);
      progress.end();
      out.println(table);
    }
    complaints.println("results: " + folder);
    return 0;
  }
}
