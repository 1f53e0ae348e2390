package io.heddle.peers;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.staticcontent.FileSystemHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.nio.file.Path;

/**
 * Helidon SE, which runs each connection on a virtual thread. Its default leaves Nagle's algorithm
 * on; pipelined requests would then wait for delayed acknowledgements.
 */
final class HelidonServer {
  private HelidonServer() {}

  static void start(int port, Path files) {
    HttpRouting.Builder routes =
        HttpRouting.builder()
            .get(
                "/plaintext",
                (request, response) ->
                    send(response, HeaderValues.CONTENT_TYPE_TEXT_PLAIN, Common.plaintext()))
            .get(
                "/json",
                (request, response) ->
                    send(response, HeaderValues.CONTENT_TYPE_JSON, Common.json()))
            .post(
                "/api/echo",
                (request, response) ->
                    send(
                        response,
                        HeaderValues.CONTENT_TYPE_OCTET_STREAM,
                        request.content().as(byte[].class)))
            .get(
                "/sleep",
                (request, response) -> {
                  Common.sleep(request.query().rawValue());
                  send(response, HeaderValues.CONTENT_TYPE_TEXT_PLAIN, Common.plaintext());
                })
            .register(
                "/files",
                StaticContentFeature.createService(FileSystemHandlerConfig.create(files)));
    WebServer.builder()
        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
        .host(Common.HOST)
        .port(port)
        .backlog(Common.BACKLOG)
        .idleConnectionTimeout(Common.IDLE)
        .routing(routes)
        .build()
        .start();
  }

  private static void send(ServerResponse response, Header type, byte[] content) {
    response.header(type);
    response.send(content);
  }
}
