package org.apache.coyote.http11;

import io.heddle.benchmarks.HeadReader;
import io.heddle.benchmarks.Seen;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.parser.Host;
import org.apache.tomcat.util.http.parser.HttpParser;

/**
 * Tomcat's parser, in its package because the methods are not public. Like ours, it makes strings
 * only of what the caller asks for. The check of Host is the one that its processor makes next;
 * what that does with the framing, and its adapter with the path, is left out.
 */
public final class TomcatHeads implements HeadReader {
  private final Request request = new Request();
  private final ByteBuffer buffer = ByteBuffer.allocate(8 << 10);
  private final Http11InputBuffer input =
      new Http11InputBuffer(request, 8 << 10, new HttpParser("", ""));

  /** A parser for one connection. */
  public TomcatHeads() {}

  @Override
  public Seen read(byte[] head) throws IOException {
    buffer.clear().put(head).flip();
    input.setByteBuffer(buffer);
    input.nextRequest();
    if (!input.parseRequestLine(true, -1, -1) || !input.parseHeaders()) {
      throw new IllegalStateException("the head is not complete");
    }
    MessageBytes host = request.getMimeHeaders().getUniqueValue("host");
    Host.parse(host);
    String userAgent = request.getHeader("user-agent");
    return new Seen(
        request.getMethod(),
        request.requestURI().toString(),
        host.toString(),
        userAgent == null ? "" : userAgent);
  }
}
