package io.heddle.proxy;

import io.heddle.http.Body;
import java.io.IOException;
import java.io.OutputStream;

/** The content of a response of another server, on a thread that waits for it. */
record RelayedContent(RelayedRequest relayed) implements Body.Writer {
  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] piece = relayed.piece();
    int count = relayed.take(piece, 0, piece.length);
    while (count >= 0) {
      if (count > 0) {
        out.write(piece, 0, count);
      } else {
        out.flush();
        relayed.advance();
      }
      count = relayed.take(piece, 0, piece.length);
    }
  }

  @Override
  public void close() {
    relayed.close();
  }
}
