package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a study ran: what a reader needs to judge whether the figures apply elsewhere.
 *
 * @param serverCpus the server's processors, or why it is {@link #NOT_PINNED} to any
 * @param waiting how the handler of {@code /work} waits; null if that is not known
 * @param stepsPerMicrosecond how many steps it computes for a microsecond; null if that is not
 *     known
 * @param ownStepsPerMicrosecond how many the server's processor computes in one; null if that is
 *     not known
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
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Waiting waiting,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer stepsPerMicrosecond,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer ownStepsPerMicrosecond) {
  /** The beginning of the reason why processes may use any processor. */
  public static final String NOT_PINNED = "not pinned";

  public Environment {
    jvmArguments = List.copyOf(Required.value("jvmArguments", jvmArguments));
    sysctls = Required.sorted("sysctls", sysctls);
  }

  /** Whether the server and the load each had processors of their own. */
  @JsonIgnore
  public boolean isPinned() {
    return !serverCpus.startsWith(NOT_PINNED);
  }

  /** The same with another way to wait. */
  Environment withWaiting(@Nullable Waiting other) {
    return new Environment(
        cpu,
        cores,
        memoryBytes,
        kernel,
        os,
        jdk,
        jvmArguments,
        commit,
        sysctls,
        governor,
        serverCpus,
        loadCpus,
        heap,
        gc,
        otherLoad,
        other,
        stepsPerMicrosecond,
        ownStepsPerMicrosecond);
  }
}
