package io.heddle.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The routes on a connection of Netty. Its loop owns it. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection anyway
final class NettyRoutes extends ChannelInboundHandlerAdapter {
  private static final String FILES = "/files/";

  private final Path files;
  private final EventExecutorGroup blocking;
  private @Nullable HttpRequest request;
  private @Nullable CompositeByteBuf content;

  NettyRoutes(Path files, EventExecutorGroup blocking) {
    this.files = files;
    this.blocking = blocking;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest head) {
        request = head;
      }
      if (message instanceof HttpContent part) {
        if (part.content().isReadable()) {
          if (content == null) {
            content = context.alloc().compositeBuffer();
          }
          content.addComponent(true, part.content().retain());
        }
        if (part instanceof LastHttpContent && request != null) {
          ByteBuf whole = content == null ? Unpooled.EMPTY_BUFFER : content;
          content = null;
          answer(context, request, whole);
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void answer(ChannelHandlerContext context, HttpRequest head, ByteBuf whole) {
    String path = head.uri();
    if (path.equals("/api/echo")) {
      send(context, head, "application/octet-stream", whole);
      return;
    }
    whole.release();
    if (path.equals("/plaintext")) {
      send(context, head, "text/plain", Unpooled.wrappedBuffer(Common.plaintext()));
    } else if (path.equals("/json")) {
      send(context, head, "application/json", Unpooled.wrappedBuffer(Common.json()));
    } else if (path.startsWith("/sleep?")) {
      blocking.execute(() -> sleep(context, head));
    } else if (path.startsWith(FILES)) {
      sendFile(context, head, files.resolve(path.substring(FILES.length())).toFile());
    } else {
      context.close();
    }
  }

  /** Runs on a thread that may block; the loop then sends the answer. */
  private static void sleep(ChannelHandlerContext context, HttpRequest head) {
    Common.sleep(head.uri());
    context
        .executor()
        .execute(
            () -> {
              send(context, head, "text/plain", Unpooled.wrappedBuffer(Common.plaintext()));
              context.flush();
            });
  }

  private static void send(
      ChannelHandlerContext context, HttpRequest head, String type, ByteBuf whole) {
    HttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, whole);
    describe(response, head, type, whole.readableBytes());
    end(context.write(response), head);
  }

  private static void sendFile(ChannelHandlerContext context, HttpRequest head, File file) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    long bytes = file.length();
    describe(response, head, "text/plain", bytes);
    context.write(response);
    context.write(new DefaultFileRegion(file, 0, bytes));
    end(context.write(LastHttpContent.EMPTY_LAST_CONTENT), head);
  }

  private static void describe(HttpResponse response, HttpRequest head, String type, long bytes) {
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CONTENT_LENGTH, bytes);
    if (!HttpUtil.isKeepAlive(head)) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
  }

  private static void end(ChannelFuture written, HttpRequest head) {
    if (!HttpUtil.isKeepAlive(head)) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
