package io.heddle.codec;

import io.heddle.http.Budget;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import java.util.ArrayList;
import java.util.List;

/** A client that reads what a server has sent, and notes the outcome as the samples do. */
final class ResponseReading {
  private final Inbox inbox = new Inbox(new Budget(1 << 30), 1024);
  private final ResponseParser parser = new ResponseParser(Limits.STANDARD);
  private final List<String> outcome = new ArrayList<>();
  private final boolean ofHead;
  private boolean isOver;

  ResponseReading(boolean ofHead) {
    this.ofHead = ofHead;
  }

  /** Takes bytes of the server in pieces of at most 1 KiB, which the inbox has room for. */
  ResponseReading take(byte[] bytes, int from, int to) {
    for (int at = from; at < to && !isOver; ) {
      int count = Math.min(to - at, 1024);
      inbox.reserve();
      inbox.space().put(bytes, at, count);
      inbox.filled(count);
      at += count;
      parse();
    }
    return this;
  }

  private void parse() {
    try {
      while (!isOver && parser.parse(inbox, ofHead)) {
        answered();
      }
    } catch (HttpException e) {
      end(e.reason());
    }
  }

  private void answered() {
    outcome.add(parser.status() + " " + parser.contentBytes());
    if (!parser.keepsAlive()) {
      end("last");
    }
  }

  private void end(String how) {
    outcome.add(how);
    isOver = true;
  }

  /** The outcome, if the server now closes the connection or sends nothing more. */
  List<String> outcome(boolean closes) {
    if (!isOver && !closes) {
      end(parser.isAtStart() ? "open" : "begun");
    } else if (!isOver && parser.isAtStart()) {
      end("closed");
    } else if (!isOver && parser.end()) {
      answered();
    } else if (!isOver) {
      end("cut off");
    }
    return outcome;
  }
}
