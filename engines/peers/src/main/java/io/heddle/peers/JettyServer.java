package io.heddle.peers;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty without servlets, whose blocking handlers run on virtual threads. */
final class JettyServer {
  private JettyServer() {}

  static void start(int port, Path files) throws Exception {
    QueuedThreadPool pool = new QueuedThreadPool();
    pool.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    Server server = new Server(pool);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(Common.HOST);
    connector.setPort(port);
    connector.setAcceptQueueSize(Common.BACKLOG);
    connector.setIdleTimeout(Common.IDLE.toMillis());
    server.addConnector(connector);
    ResourceHandler resources = new ResourceHandler();
    resources.setBaseResource(ResourceFactory.of(server).newResource(files));
    server.setHandler(new Routes(new ContextHandler(resources, "/files")));
    server.start();
  }

  /**
   * The routes; all others are files. They say that they block, so that they get a virtual thread.
   */
  private static final class Routes extends Handler.Wrapper {
    Routes(Handler files) {
      super(files);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      switch (request.getHttpURI().getPath()) {
        case "/plaintext" -> send(response, "text/plain", Common.plaintext(), callback);
        case "/json" -> send(response, "application/json", Common.json(), callback);
        case "/api/echo" -> {
          response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
          response.getHeaders().put(HttpHeader.CONTENT_LENGTH, request.getLength());
          Content.copy(request, response, callback);
        }
        case "/sleep" -> {
          Common.sleep(request.getHttpURI().getQuery());
          send(response, "text/plain", Common.plaintext(), callback);
        }
        default -> {
          return super.handle(request, response, callback);
        }
      }
      return true;
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.BLOCKING;
    }

    private static void send(Response response, String type, byte[] content, Callback callback) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
      response.write(true, ByteBuffer.wrap(content), callback);
    }
  }
}
