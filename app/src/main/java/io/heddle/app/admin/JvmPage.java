package io.heddle.app.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.heddle.app.json.Json;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalLong;

/** What the JVM knows about itself to the byte and the nanosecond, for experiments. */
final class JvmPage {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private JvmPage() {}

  static Response of() {
    return Response.ok(MediaType.JSON, Json.line(JvmPage::write));
  }

  /** The same after a full collection, so that the used heap is what is live. */
  static Response afterCollection() {
    ManagementFactory.getMemoryMXBean().gc();
    return of();
  }

  private static void write(JsonGenerator json) throws IOException {
    List<GarbageCollectorMXBean> pausing =
        ManagementFactory.getGarbageCollectorMXBeans().stream().filter(JvmPage::pauses).toList();
    json.writeStartObject();
    json.writeNumberField("cpuNanos", PROCESS.getProcessCpuTime());
    json.writeNumberField("allocatedBytes", THREADS.getTotalThreadAllocatedBytes());
    json.writeNumberField(
        "gcPauses", pausing.stream().mapToLong(gc -> gc.getCollectionCount()).sum());
    json.writeNumberField(
        "gcPauseMillis", pausing.stream().mapToLong(gc -> gc.getCollectionTime()).sum());
    json.writeNumberField(
        "heapUsedBytes", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    json.writeNumberField("peakThreads", THREADS.getPeakThreadCount());
    OptionalLong switches = ContextSwitches.count();
    if (switches.isPresent()) {
      json.writeNumberField("contextSwitches", switches.getAsLong());
    }
    json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
    json.writeEndObject();
    // the next peak is that since this answer
    THREADS.resetPeakThreadCount();
  }

  /** Whether a collector's time is that of pauses: concurrent ones also report their cycles. */
  private static boolean pauses(GarbageCollectorMXBean collector) {
    return !collector.getName().contains("Cycles") && !collector.getName().contains("Concurrent");
  }
}
