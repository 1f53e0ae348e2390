package io.heddle.app.study.data;

import java.util.Map;

/**
 * The system calls of a server under a load, from its first connection to its last answer.
 *
 * @param requests how many the server answered
 * @param calls how often each call was made, by name
 */
public record SystemCalls(Place place, long requests, Map<String, Long> calls) {
  public SystemCalls {
    Required.value("place", place);
    calls = Required.sorted("calls", calls);
    if (requests < 1) {
      throw new IllegalArgumentException("\"requests\" is missing or not positive");
    }
  }

  /** The value of {@link Figure#SYSTEM_CALLS_PER_REQUEST}. */
  public double perRequest() {
    return calls.values().stream().mapToLong(Long::longValue).sum() / (double) requests;
  }

  public double perRequest(String call) {
    return calls.getOrDefault(call, 0L) / (double) requests;
  }
}
