package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What strace 6.1 has printed. */
final class CallTracerTest {
  private static final String SUMMARY =
      """
      % time     seconds  usecs/call     calls    errors syscall
      ------ ----------- ----------- --------- --------- ----------------
       79.65    2.061722        4817       428        74 futex
       12.69    0.328486        1357       242           epoll_wait
        4.68    0.121183           9     13152           write
        2.27    0.058692           3     16325      3119 read
        0.34    0.008826           2      3235        64 epoll_ctl
        0.24    0.006184         687         9         6 restart_syscall
        0.06    0.001431           7       195           fcntl
        0.04    0.000980          15        65           close
        0.02    0.000408           6        66         1 accept
        0.01    0.000380           2       130           getsockname
        0.01    0.000179           2        65           setsockopt
      ------ ----------- ----------- --------- --------- ----------------
      100.00    2.588471          76     33912      3264 total
      """;

  @Test
  void callsAreCountedWithTheFailedOnes() {
    Map<String, Long> calls = CallTracer.read(SUMMARY.lines().toList());
    assertThat(calls)
        .containsEntry("write", 13_152L)
        .containsEntry("read", 16_325L)
        .containsEntry("futex", 428L)
        .containsEntry("epoll_wait", 242L)
        .hasSize(11)
        .doesNotContainKeys("total", "syscall");
    assertThat(calls.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(33_912);
  }

  @Test
  void aRefusalIsTheSameForEveryServer() {
    String message = "strace: attach: ptrace(PTRACE_SEIZE, 3516): Operation not permitted";
    assertThat(CallTracer.refusal(List.of(message, "more")))
        .isEqualTo("strace cannot attach to the server: Operation not permitted");
  }
}
