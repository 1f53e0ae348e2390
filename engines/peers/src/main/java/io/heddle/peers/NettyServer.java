package io.heddle.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Netty with one loop per processor, which also accepts. TLS is that of the JDK, as in Heddle. */
final class NettyServer {
  private final Path files;
  private final EventExecutorGroup blocking =
      new DefaultEventExecutorGroup(Common.BLOCKING_THREADS);
  private final EventLoopGroup loops;
  private final Class<? extends ServerChannel> type;

  private NettyServer(boolean isNative, Path files) {
    this.files = files;
    loops =
        new MultiThreadIoEventLoopGroup(
            Common.loops(), isNative ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    type = isNative ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /**
   * Starts it.
   *
   * @param isNative whether to use its own epoll transport instead of java.nio
   * @param tls for a second port with TLS; null for none
   */
  static void start(boolean isNative, int port, Path files, @Nullable Tls tls)
      throws InterruptedException, SSLException, NoSuchAlgorithmException {
    NettyServer server = new NettyServer(isNative, files);
    if (tls != null) {
      server.listen(tls.port(), context(tls));
    }
    server.listen(port, null);
  }

  /** Netty's own list of ciphers begins with AES-128, the JDK's with AES-256, as OpenSSL's does. */
  private static SslContext context(Tls tls) throws SSLException, NoSuchAlgorithmException {
    String[] ciphers = SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites();
    return SslContextBuilder.forServer(tls.certificate().toFile(), tls.key().toFile())
        .sslProvider(SslProvider.JDK)
        .ciphers(List.of(ciphers))
        .build();
  }

  private void listen(int port, @Nullable SslContext tls) throws InterruptedException {
    new ServerBootstrap()
        .group(loops)
        .channel(type)
        .option(ChannelOption.SO_BACKLOG, Common.BACKLOG)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                ChannelPipeline pipeline = channel.pipeline();
                if (tls != null) {
                  pipeline.addLast(tls.newHandler(channel.alloc()));
                }
                pipeline.addLast(new HttpServerCodec(), new NettyRoutes(files, blocking));
              }
            })
        .bind(Common.HOST, port)
        .sync();
  }
}
