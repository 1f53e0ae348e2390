package io.heddle.peers;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.xnio.Options;

/** Undertow without servlets. {@code /sleep} runs on its own pool of workers. */
final class UndertowServer {
  private UndertowServer() {}

  static void start(int port, Path files) {
    PathHandler routes =
        new PathHandler()
            .addExactPath(
                "/plaintext", exchange -> send(exchange, "text/plain", Common.plaintext()))
            .addExactPath("/json", exchange -> send(exchange, "application/json", Common.json()))
            .addExactPath("/api/echo", UndertowServer::echo)
            .addExactPath("/sleep", exchange -> exchange.dispatch(() -> sleep(exchange)))
            .addPrefixPath("/files", new ResourceHandler(new PathResourceManager(files)));
    Undertow.builder()
        .setIoThreads(Common.loops())
        .setSocketOption(Options.BACKLOG, Common.BACKLOG)
        .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, (int) Common.IDLE.toMillis())
        .addHttpListener(port, Common.HOST)
        .setHandler(routes)
        .build()
        .start();
  }

  private static void echo(HttpServerExchange exchange) {
    exchange
        .getRequestReceiver()
        .receiveFullBytes((whole, content) -> send(whole, "application/octet-stream", content));
  }

  private static void sleep(HttpServerExchange exchange) {
    Common.sleep(exchange.getQueryString());
    send(exchange, "text/plain", Common.plaintext());
  }

  private static void send(HttpServerExchange exchange, String type, byte[] content) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    exchange.getResponseSender().send(ByteBuffer.wrap(content));
  }
}
