package io.heddle.http1;

import io.heddle.codec.ParsedHead;
import io.heddle.exchange.Call;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose responses are complete, but not yet sent as a whole: pipelined requests may have
 * many. Observers are told of a response when it is sent, in the order of the requests.
 */
final class Unsent {
  /**
   * A call.
   *
   * @param head retired when the call is over; null for a refused request
   * @param endsAt how many bytes the outbox will have sent with the end of its response
   * @param contentBytes how many of those before that are content
   */
  private record Pending(Call call, @Nullable ParsedHead head, long endsAt, long contentBytes) {}

  private final Queue<Pending> waiting = new ArrayDeque<>(2);

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(Call call, @Nullable ParsedHead head, long endsAt, long contentBytes) {
    waiting.add(new Pending(call, head, endsAt, contentBytes));
  }

  /** Ends the calls of which the last byte has been sent. */
  void sent(long bytes) {
    for (Pending next = waiting.peek();
        next != null && next.endsAt <= bytes;
        next = waiting.peek()) {
      waiting.remove();
      end(next, next.contentBytes, true);
    }
  }

  /** Says that the client does not take what it is sent. */
  void delay() {
    waiting.forEach(pending -> pending.call.delay());
  }

  /** The call whose response is being sent; null if there is none. */
  @Nullable Call first() {
    Pending next = waiting.peek();
    return next == null ? null : next.call;
  }

  /** Ends all calls, since no more will be sent. */
  void cutOff(long bytes) {
    for (Pending next = waiting.poll(); next != null; next = waiting.poll()) {
      long missing = next.endsAt - bytes;
      boolean isComplete = missing <= 0;
      end(next, Math.max(0, next.contentBytes - Math.max(0, missing)), isComplete);
    }
  }

  private static void end(Pending pending, long contentBytes, boolean isComplete) {
    try {
      pending.call.end(contentBytes, isComplete);
    } finally {
      if (pending.head != null) {
        pending.head.retire();
      }
    }
  }
}
