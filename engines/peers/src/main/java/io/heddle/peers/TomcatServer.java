package io.heddle.peers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

/** Tomcat, which starts a virtual thread for each request. */
final class TomcatServer {
  private TomcatServer() {}

  static void start(int port, Path files) throws Exception {
    Path work = Files.createTempDirectory("tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(work.toString());
    tomcat.setConnector(connector(port));
    Context routes = tomcat.addContext("", work.toString());
    Wrapper servlet = Tomcat.addServlet(routes, "routes", new Routes());
    List.of("/plaintext", "/json", "/api/echo", "/sleep").forEach(servlet::addMapping);
    Context folder = tomcat.addContext("/files", files.toString());
    Tomcat.addServlet(folder, "files", new DefaultServlet()).addMapping("/");
    folder.addMimeMapping("txt", "text/plain");
    tomcat.start();
  }

  /** By default, a connection ends after 100 requests, and there are at most 8192. */
  private static Connector connector(int port) {
    Http11NioProtocol protocol = new Http11NioProtocol();
    protocol.setAddress(Common.address(port).getAddress());
    protocol.setAcceptCount(Common.BACKLOG);
    protocol.setMaxConnections(Common.MAX_CONNECTIONS);
    protocol.setMaxKeepAliveRequests(-1);
    protocol.setKeepAliveTimeout((int) Common.IDLE.toMillis());
    protocol.setExecutor(new VirtualThreadExecutor("tomcat-"));
    Connector connector = new Connector(protocol);
    connector.setPort(port);
    return connector;
  }

  private static final class Routes extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getServletPath()) {
        case "/plaintext" -> send(response, "text/plain", Common.plaintext());
        case "/json" -> send(response, "application/json", Common.json());
        case "/api/echo" ->
            send(response, "application/octet-stream", request.getInputStream().readAllBytes());
        case "/sleep" -> {
          Common.sleep(request.getQueryString());
          send(response, "text/plain", Common.plaintext());
        }
        default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
    }

    private static void send(HttpServletResponse response, String type, byte[] content)
        throws IOException {
      response.setContentType(type);
      response.setContentLength(content.length);
      response.getOutputStream().write(content);
    }
  }
}
