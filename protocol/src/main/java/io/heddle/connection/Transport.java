package io.heddle.connection;

import io.heddle.codec.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What an engine lends a connection: its socket, as the thread that owns it may use it now. */
public interface Transport extends Sink {
  /**
   * Whether {@link #read}, {@link #write} and {@link #send} wait until they can do something. If
   * not, they return 0 instead.
   */
  boolean waits();

  /**
   * Reads what there is into the buffer's remaining room.
   *
   * @return how many octets; -1 when the client has sent its last
   */
  int read(ByteBuffer buffer) throws IOException;

  /** Says to the client that nothing more will be sent (TCP's FIN). */
  void shutdownOutput() throws IOException;
}
