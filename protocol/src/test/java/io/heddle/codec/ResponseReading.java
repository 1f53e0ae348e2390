package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Budget;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that reads what a server has sent, and notes the outcome as the samples do. It lets the
 * parser drop the content, or takes each head and the content in pieces.
 */
final class ResponseReading {
  private final Inbox inbox = new Inbox(new Budget(1 << 30), 1024);
  private final ResponseParser parser = new ResponseParser(Limits.STANDARD);
  private final List<String> outcome = new ArrayList<>();
  private final boolean ofHead;
  private final boolean inPieces;
  private final byte[] piece = new byte[7];
  private boolean isInContent;
  private boolean isOver;

  ResponseReading(boolean ofHead, boolean inPieces) {
    this.ofHead = ofHead;
    this.inPieces = inPieces;
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
      while (!isOver && (inPieces ? parseInPieces() : parser.parse(inbox, ofHead))) {
        answered();
      }
    } catch (HttpException e) {
      assertThat(parser.place(inbox)).startsWith(parser.isAtStart() ? "in line 1 " : "");
      end(e.reason());
    }
  }

  /** Does what parse does, with the other methods. */
  private boolean parseInPieces() {
    while (!isInContent) {
      if (!parser.parseHead(inbox, ofHead)) {
        return false;
      }
      isInContent = !parser.head().isInterim();
    }
    while (parser.take(inbox, piece, 0, piece.length) > 0) {
      // the parser counts
    }
    if (!parser.isComplete()) {
      return false;
    }
    isInContent = false;
    parser.clear();
    return true;
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
