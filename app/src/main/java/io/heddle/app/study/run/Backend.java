package io.heddle.app.study.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The process for which the servers of a study wait, through their reverse proxy. It runs as long
 * as the study, on the processors of the load generator.
 */
final class Backend implements WatchedGenerator.Watched, AutoCloseable {
  private static final String NAME = "the process that handlers wait for";

  private static final List<String> JVM_ARGUMENTS =
      List.of("-Xms768m", "-Xmx768m", "-Xmn512m", "-XX:+UseSerialGC");

  /** It closes no connection that a server keeps, and has room for all of them. */
  private static final List<String> WORDS =
      List.of(
          "--engine=vthreads",
          "--lab",
          "--port=0",
          "--admin-port=0",
          "--idle-timeout=1h",
          "--max-connections=32768",
          "--backlog=32768");

  private final ServerProcess process;

  private Backend(ServerProcess process) {
    this.process = process;
  }

  static Backend start(Children children, Placement placement)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(placement.prefix(placement.load()));
    command.addAll(JavaProgram.command(JVM_ARGUMENTS, JavaProgram.SERVER, WORDS));
    try {
      return new Backend(ServerProcess.start(children, NAME, command));
    } catch (MeasurementException e) {
      throw new IOException(e.reason(), e);
    }
  }

  /** Host and port. */
  String address() {
    return process.url().getAuthority();
  }

  /**
   * Its CPU time so far.
   *
   * @throws IOException if it has ended
   */
  long cpuNanos() throws IOException {
    check();
    return ProcessFigures.processNanos(process.pid());
  }

  /**
   * Begins to watch its CPU time.
   *
   * @throws IOException if it has ended
   */
  @Override
  public WatchedGenerator.Watch watch() throws IOException {
    check();
    return CpuWatch.start(process.pid());
  }

  /**
   * Checks that it runs.
   *
   * @throws IOException if it has ended
   */
  @Override
  public void check() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(process.end() + ": look for lack of memory on this machine");
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
