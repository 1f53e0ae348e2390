package io.heddle.engine.proxyprotocol;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header of a connection while it arrives. It may be cut anywhere, and at most a few bytes
 * after it are read with it. What follows the addresses of version 2 is skipped without being
 * stored.
 */
final class ProxyHeader {
  /** Whether the header is there. */
  enum State {
    INCOMPLETE,
    COMPLETE,
    MALFORMED
  }

  private static final byte[] LINE_START = "PROXY ".getBytes(StandardCharsets.US_ASCII);

  /** The most bytes that are stored, and read at a time. */
  private static final int BUFFER_BYTES = 256;

  private final byte[] bytes = new byte[BUFFER_BYTES];

  /** How many bytes are in the buffer. */
  private int stored;

  /** How many bytes were received, with those that are skipped. */
  private int received;

  /** Where the header ends; 0 as long as nobody knows. */
  private int end;

  private State state = State.INCOMPLETE;
  private Optional<InetSocketAddress> client = Optional.empty();

  ProxyHeader() {}

  State state() {
    return state;
  }

  boolean hasBegun() {
    return received > 0;
  }

  /** The client, once the header is complete; empty if the header names none. */
  Optional<InetSocketAddress> client() {
    return client;
  }

  /** What was read after the header, once it is complete. */
  ByteBuffer rest() {
    return ByteBuffer.wrap(bytes, Math.min(end, stored), Math.max(0, stored - end));
  }

  /** The buffer to receive into: as much as surely belongs to the header, if that is known. */
  ByteBuffer space() {
    if (received < HeaderV2.FIXED_BYTES) {
      return ByteBuffer.wrap(bytes, stored, HeaderV2.FIXED_BYTES - stored);
    }
    if (end == 0) {
      return ByteBuffer.wrap(bytes, stored, HeaderV1.MAX_BYTES - stored);
    }
    int left = end - received;
    return isSkipping()
        ? ByteBuffer.wrap(bytes, stored, Math.min(left, BUFFER_BYTES - stored))
        : ByteBuffer.wrap(bytes, stored, Math.min(left, HeaderV2.MAX_BYTES - stored));
  }

  /** Whether everything that matters is there. */
  private boolean isSkipping() {
    return end > 0 && stored == HeaderV2.MAX_BYTES;
  }

  /** Reports how many bytes were received into {@link #space}, at least one. */
  void filled(int count) {
    if (!isSkipping()) {
      stored += count;
    }
    received += count;
    if (begins(LINE_START)) {
      readLine();
    } else if (begins(HeaderV2.SIGNATURE)) {
      readBinary();
    } else {
      state = State.MALFORMED;
    }
  }

  /** Whether what is there is the beginning of this, or begins with it. */
  private boolean begins(byte[] start) {
    for (int i = 0; i < Math.min(stored, start.length); i++) {
      if (bytes[i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  private void readLine() {
    int lineEnd = HeaderV1.lineEnd(bytes, stored);
    if (lineEnd >= 0) {
      String line = new String(bytes, 0, lineEnd, StandardCharsets.ISO_8859_1);
      end = lineEnd + HeaderV1.LINE_END_BYTES;
      complete(HeaderV1.parse(line));
    } else if (stored == HeaderV1.MAX_BYTES) {
      state = State.MALFORMED;
    }
  }

  private void readBinary() {
    if (received >= HeaderV2.FIXED_BYTES) {
      end = HeaderV2.FIXED_BYTES + HeaderV2.length(bytes);
    }
    if (received == end) {
      complete(HeaderV2.parse(bytes, end));
    }
  }

  private void complete(Announcement announcement) {
    switch (announcement) {
      case Announcement.Client(InetSocketAddress address) -> {
        client = Optional.of(address);
        state = State.COMPLETE;
      }
      case Announcement.Nobody _ -> state = State.COMPLETE;
      case Announcement.Malformed _ -> state = State.MALFORMED;
    }
  }
}
