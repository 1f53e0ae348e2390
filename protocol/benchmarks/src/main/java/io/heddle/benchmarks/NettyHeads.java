package io.heddle.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Netty's decoder, called without its pipeline, which costs extra. The buffer is on the heap; a
 * direct one is no faster. By default the decoder validates names, values and the framing. Unlike
 * ours, it makes strings of the target and of every field, and leaves Host and the path to the
 * caller: nobody checks Host here, and the path is cut off at the question mark.
 */
final class NettyHeads implements HeadReader {
  private static final class Decoder extends HttpRequestDecoder {
    void decode(ByteBuf buffer, List<Object> messages) throws Exception {
      decode(null, buffer, messages);
    }
  }

  private final Decoder decoder = new Decoder();
  private final ByteBuf buffer = Unpooled.buffer(8 << 10);
  private final List<Object> messages = new ArrayList<>();

  @Override
  public Seen read(byte[] head) throws Exception {
    buffer.clear().writeBytes(head);
    messages.clear();
    decoder.decode(buffer, messages);
    HttpRequest request = (HttpRequest) messages.getFirst();
    if (request.decoderResult().isFailure()) {
      throw new IllegalArgumentException(request.decoderResult().cause());
    }
    String uri = request.uri();
    int query = uri.indexOf('?');
    return new Seen(
        request.method().name(),
        query < 0 ? uri : uri.substring(0, query),
        request.headers().get(HttpHeaderNames.HOST, ""),
        request.headers().get(HttpHeaderNames.USER_AGENT, ""));
  }
}
