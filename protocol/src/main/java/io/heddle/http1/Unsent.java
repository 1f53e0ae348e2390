package io.heddle.http1;

import io.heddle.codec.ParsedHead;
import io.heddle.exchange.Call;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose responses are complete but not fully sent; with pipelining there may be many.
 * Observers are notified of each response when it is sent, in request order.
 */
final class Unsent {
  /**
   * A call.
   *
   * @param head retired when the call is over; null for a refused request
   * @param endsAt how many bytes the outbox will have sent at the end of this response
   * @param contentBytes how many of the last of those bytes are content
   */
  private record Pending(Call call, @Nullable ParsedHead head, long endsAt, long contentBytes) {
    /** How much of the content was sent when the outbox had sent this many bytes. */
    long contentSent(long bytes) {
      return Math.max(0, contentBytes - Math.max(0, endsAt - bytes));
    }

    void end(long bytes, long nowNanos) {
      try {
        call.end(contentSent(bytes), endsAt <= bytes, nowNanos);
      } finally {
        if (head != null) {
          head.retire();
        }
      }
    }
  }

  private final Queue<Pending> waiting = new ArrayDeque<>(2);

  void add(Call call, @Nullable ParsedHead head, long endsAt, long contentBytes) {
    waiting.add(new Pending(call, head, endsAt, contentBytes));
  }

  /** Ends the calls whose last byte has been sent. */
  void sent(long bytes) {
    Pending next = waiting.peek();
    if (next == null || next.endsAt > bytes) {
      return;
    }
    long nowNanos = next.call.nowNanos();
    while (next != null && next.endsAt <= bytes) {
      waiting.remove();
      next.end(bytes, nowNanos);
      next = waiting.peek();
    }
  }

  /** Reports that the client does not take what is sent. */
  void delay() {
    waiting.forEach(pending -> pending.call.delay());
  }

  /** Reports a fault of ours in the response that is being sent. */
  void fail(long bytes, Throwable fault) {
    Pending sending = waiting.element();
    sending.call.report(fault, sending.contentSent(bytes));
  }

  /** Ends all calls, because nothing more will be sent. Continues even if an observer throws. */
  void cutOff(long bytes) {
    Pending next = waiting.poll();
    if (next != null) {
      try {
        next.end(bytes, next.call.nowNanos());
      } finally {
        cutOff(bytes);
      }
    }
  }
}
