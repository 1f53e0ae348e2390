package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.plan.Measurement;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Measures the memory of connections that do nothing. */
final class IdleMeter {
  private static final long SETTLE_MILLIS = 300;

  private IdleMeter() {}

  static Measured measure(Session session, ServerProcess server, Measurement.Idle idle)
      throws IOException, MeasurementException, InterruptedException {
    long kernelBefore = ProcessFigures.socketBytes();
    try (IdleCrowd crowd = IdleCrowd.open(session.url(), idle.connections(), idle.areUsed())) {
      Thread.sleep(SETTLE_MILLIS);
      ProcessFigures os = ProcessFigures.of(server.pid());
      long kernel = ProcessFigures.socketBytes() - kernelBefore;
      AdminPages.JvmFigures jvm = server.admin().afterCollection();
      crowd.ask(); // fails if the connections are not open any more
      Map<Figure, Double> figures = new EnumMap<>(Figure.class);
      figures.put(Figure.RSS, (double) os.rssBytes());
      figures.put(Figure.LIVE_HEAP, (double) jvm.heapUsedBytes());
      if (kernel > 0) {
        figures.put(Figure.KERNEL_SOCKETS, (double) kernel);
      }
      figures.put(Figure.THREADS, (double) os.threads());
      return new Measured(
          Map.of("connections", idle.connections(), "areUsed", idle.areUsed()), null, figures);
    } catch (IOException e) {
      throw MeasurementException.ofServer("the connections could not be opened: " + e.getMessage());
    }
  }
}
