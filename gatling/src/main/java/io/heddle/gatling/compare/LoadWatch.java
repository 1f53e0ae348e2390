package io.heddle.gatling.compare;

import io.heddle.gatling.report.LoadTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Notes from time to time how busy Gatling and the machine are. */
final class LoadWatch {
  private record Note(long millis, long gatlingMillis, CpuTime.Machine machine) {}

  /**
   * What was in use during a load; NaN if it was too short.
   *
   * @param gatlingCores CPU time of Gatling, divided by the time
   * @param machinePercent how much of all processors anything used
   */
  record Use(double gatlingCores, double machinePercent) {}

  private final List<Note> notes = new ArrayList<>();

  /** Notes the present state. */
  void look(Process gatling) throws IOException {
    try {
      notes.add(
          new Note(
              System.currentTimeMillis(),
              CpuTime.processMillis(gatling.pid()),
              CpuTime.Machine.now()));
    } catch (IOException e) {
      if (gatling.isAlive()) {
        throw e;
      }
    }
  }

  /** The use during a load, without Gatling's start and its reports. */
  Use during(LoadTime load) {
    List<Note> within =
        notes.stream()
            .filter(note -> note.millis >= load.startMillis() && note.millis <= load.endMillis())
            .toList();
    if (within.size() < 2) {
      return new Use(Double.NaN, Double.NaN);
    }
    Note first = within.getFirst();
    Note last = within.getLast();
    double cores =
        (last.gatlingMillis - first.gatlingMillis) / (double) (last.millis - first.millis);
    double busy = last.machine.busyTicks() - first.machine.busyTicks();
    return new Use(cores, busy * 100 / (last.machine.allTicks() - first.machine.allTicks()));
  }
}
