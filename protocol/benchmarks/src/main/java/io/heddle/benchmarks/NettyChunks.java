package io.heddle.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Netty's decoder of chunks, called without its pipeline. It passes each chunk on as a message with
 * a slice of the buffer, from which its caller copies; ours copies to the caller's array.
 */
final class NettyChunks {
  private static final class Decoder extends HttpRequestDecoder {
    void decode(ByteBuf buffer, List<Object> messages) throws Exception {
      decode(null, buffer, messages);
    }
  }

  private final Decoder decoder = new Decoder();
  private final ByteBuf buffer = Unpooled.buffer(32 << 10);
  private final List<Object> messages = new ArrayList<>();

  /** Reads the head of a request with chunked content. */
  void begin() throws Exception {
    buffer.writeBytes(
        Heads.onWire("POST / HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n"));
    decoder.decode(buffer, messages);
  }

  /** Decodes the chunks into the array; returns how many bytes of content they have. */
  int decode(byte[] chunks, byte[] target) throws Exception {
    buffer.clear().writeBytes(chunks);
    int count = 0;
    while (buffer.isReadable()) {
      messages.clear();
      decoder.decode(buffer, messages);
      for (int i = 0; i < messages.size(); i++) {
        ByteBuf content = ((HttpContent) messages.get(i)).content();
        int length = content.readableBytes();
        content.readBytes(target, count, length);
        content.release();
        count += length;
      }
    }
    return count;
  }
}
