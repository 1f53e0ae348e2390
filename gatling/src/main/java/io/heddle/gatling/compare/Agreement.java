package io.heddle.gatling.compare;

import io.heddle.gatling.report.Responses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The same load from Gatling and from the study's generator, on the same server, each as the
 * generator and the server's metrics show it.
 */
final class Agreement {
  /** Nothing is measured before the load has been on for this long. */
  private static final int LEAD_SECONDS = 10;

  private static final int WARMUP_SECONDS = 10;
  private static final double NANOS = 1e-6;

  /**
   * A load that both generators can produce.
   *
   * @param simulation of Gatling, with its parameters
   * @param target the path that it requests
   * @param rate requests per second
   */
  record Load(String simulation, Map<String, String> parameters, String target, int rate) {
    Load {
      parameters = Map.copyOf(parameters);
    }
  }

  private final Children children;
  private final Progress progress;
  private final int seconds;
  private final Path folder;

  Agreement(Children children, Progress progress, int seconds, Path folder) {
    this.children = children;
    this.progress = progress;
    this.seconds = seconds;
    this.folder = folder;
  }

  /** Measures a load on an engine. */
  AgreementTable.Entry measure(Variant variant, Load load)
      throws IOException, InterruptedException, CompareException {
    String what = variant.label() + " " + load.target();
    Path place = folder.resolve(variant.folder()).resolve(load.simulation());
    Path root = place.resolve("root");
    FilesToServe.write(root);
    Server server = Server.start(children, variant, root, List.of(), place);
    StudyGenerator generator = new StudyGenerator(children, place);
    progress.begins(what + ": warming up");
    generator.run("warmup", job(server, load, WARMUP_SECONDS, 1), _ -> progress.goesOn());
    ServerWindow withGatling = window(server, load);
    Path run = place.resolve("gatling");
    progress.begins(what + ": load from Gatling");
    runGatling(load, server, run, withGatling);
    ServerWindow withStudy = window(server, load);
    progress.begins(what + ": load from the study's generator");
    StudyGenerator.Result result =
        generator.run(
            "study",
            job(server, load, LEAD_SECONDS, seconds + 2),
            _ -> {
              withStudy.look();
              progress.goesOn();
            });
    server.stop();
    progress.stepDone();
    Histogram logged = Responses.endedWithin(withGatling.time(), run);
    withStudy.time();
    return new AgreementTable.Entry(
        variant.label(),
        load.target(),
        List.of(
            View.of("Gatling's log", logged.getTotalCount() / withGatling.seconds(), logged, 1),
            View.of("server's metrics (Gatling)", withGatling.seconds(), withGatling.times()),
            View.of("study, latency", result.perSecond(), result.histogram("latency"), NANOS),
            View.of(
                "study, service time", result.perSecond(), result.histogram("serviceTime"), NANOS),
            View.of("server's metrics (study)", withStudy.seconds(), withStudy.times())),
        List.of(withGatling.cpu(), withStudy.cpu()),
        result.limit());
  }

  private Map<String, Object> job(Server server, Load load, int leadSeconds, int measureSeconds) {
    return StudyGenerator.job(
        server.url(), load.target(), load.rate(), leadSeconds, measureSeconds);
  }

  private ServerWindow window(Server server, Load load) throws IOException {
    return new ServerWindow(server, (long) load.rate() * LEAD_SECONDS, seconds * 1_000L);
  }

  private void runGatling(Load load, Server server, Path run, ServerWindow window)
      throws IOException, InterruptedException, CompareException {
    new Gatling(children, load.simulation())
        .run(
            server.url(),
            load.parameters(),
            run,
            Gatling.Reports.NONE,
            _ -> {
              window.look();
              progress.goesOn();
            });
  }

  /** The parameters of a simulation that lasts long enough. */
  static Map<String, String> parameters(int rate, int seconds) {
    return Map.of(
        "rate",
        Integer.toString(rate),
        "ramp",
        "0",
        "duration",
        Integer.toString(LEAD_SECONDS + seconds + 2));
  }
}
