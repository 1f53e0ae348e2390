package io.heddle.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.nio.file.Path;

/** Netty with one loop per processor, which also accepts. */
final class NettyServer {
  private NettyServer() {}

  /**
   * Starts it.
   *
   * @param isNative whether to use its own epoll transport instead of java.nio
   */
  static void start(boolean isNative, int port, Path files) throws InterruptedException {
    EventExecutorGroup blocking = new DefaultEventExecutorGroup(Common.BLOCKING_THREADS);
    Class<? extends ServerChannel> type =
        isNative ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    new ServerBootstrap()
        .group(
            new MultiThreadIoEventLoopGroup(
                Common.loops(), isNative ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()))
        .channel(type)
        .option(ChannelOption.SO_BACKLOG, Common.BACKLOG)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new HttpServerCodec(), new NettyRoutes(files, blocking));
              }
            })
        .bind(Common.HOST, port)
        .sync();
  }
}
