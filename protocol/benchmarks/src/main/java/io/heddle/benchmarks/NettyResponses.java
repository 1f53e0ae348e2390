package io.heddle.benchmarks;

import io.heddle.http.HttpDate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Netty's encoder of responses, called without its pipeline. What our writer does by itself, a
 * caller of Netty does: it sets Server, Date and Content-Length, and formats the date once a
 * second. Names and constant values are encoded in advance, like ours.
 */
final class NettyResponses {
  private static final AsciiString SERVER = AsciiString.cached("heddle");
  private static final AsciiString TEXT = AsciiString.cached("text/plain; charset=utf-8");

  private static final class Encoder extends HttpResponseEncoder {
    void encode(ChannelHandlerContext context, FullHttpResponse response, List<Object> buffers)
        throws Exception {
      encode(context, (Object) response, buffers);
    }
  }

  private final Encoder encoder = new Encoder();
  private final ChannelHandlerContext context =
      new EmbeddedChannel(encoder).pipeline().context(encoder);
  private final List<Object> buffers = new ArrayList<>();
  private final InstantSource clock;
  private long second = -1;
  private AsciiString date = AsciiString.EMPTY_STRING;

  NettyResponses(InstantSource clock) {
    this.clock = clock;
  }

  /** Writes a response with this content to the wire; returns how many bytes. */
  int write(byte[] content, MemoryWire wire) throws Exception {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(content));
    response
        .headers()
        .set(HttpHeaderNames.SERVER, SERVER)
        .set(HttpHeaderNames.DATE, date())
        .set(HttpHeaderNames.CONTENT_TYPE, TEXT)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, content.length);
    buffers.clear();
    encoder.encode(context, response, buffers);
    int count = 0;
    for (int i = 0; i < buffers.size(); i++) {
      ByteBuf buffer = (ByteBuf) buffers.get(i);
      count += wire.write(buffer.nioBuffer());
      buffer.release();
    }
    return count;
  }

  private AsciiString date() {
    long now = clock.millis() / 1000;
    if (now != second) {
      date = AsciiString.of(HttpDate.format(Instant.ofEpochSecond(now)));
      second = now;
    }
    return date;
  }
}
