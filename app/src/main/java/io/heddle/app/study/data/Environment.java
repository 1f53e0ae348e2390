package io.heddle.app.study.data;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a study ran: what a reader needs to judge whether the figures apply elsewhere.
 *
 * @param waiting how its handlers wait; studies of earlier versions do not say it, and they sleep
 */
public record Environment(
    String cpu,
    int cores,
    long memoryBytes,
    String kernel,
    String os,
    String jdk,
    List<String> jvmArguments,
    String commit,
    Map<String, String> sysctls,
    String governor,
    String serverCpus,
    String loadCpus,
    String heap,
    String gc,
    String otherLoad,
    Waiting waiting) {
  public Environment {
    jvmArguments = List.copyOf(Required.value("jvmArguments", jvmArguments));
    sysctls = Required.sorted("sysctls", sysctls);
    waiting = Objects.requireNonNullElse(waiting, Waiting.SLEEP);
  }
}
