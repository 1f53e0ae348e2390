package io.heddle.benchmarks;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's parser, with the fields collected and the target parsed as its connection does. It checks
 * Host and the framing, and normalizes the path, like ours. It makes an object of every field, but
 * remembers up to 1,024 characters of the fields of a connection. The same head comes again and
 * again here, so it finds most fields there and makes fewer strings than for changing heads.
 */
final class JettyHeads implements HeadReader {
  /** What the parser tells its connection. */
  private static final class Request implements HttpParser.RequestHandler {
    private String method = "";
    private @Nullable HttpURI uri;
    private HttpFields.Mutable fields = HttpFields.build();
    private @Nullable HttpException failure;

    @Override
    public void startRequest(String startMethod, String target, HttpVersion version) {
      method = startMethod;
      uri = HttpURI.from(startMethod, target);
      fields = HttpFields.build();
    }

    @Override
    public void parsedHeader(HttpField field) {
      fields.add(field);
    }

    @Override
    public boolean headerComplete() {
      return false;
    }

    @Override
    public boolean content(ByteBuffer content) {
      return false;
    }

    @Override
    public boolean contentComplete() {
      return false;
    }

    @Override
    public boolean messageComplete() {
      return true;
    }

    @Override
    public void earlyEOF() {}

    @Override
    public void badMessage(HttpException reason) {
      failure = reason;
    }
  }

  private final Request request = new Request();
  private final HttpParser parser = new HttpParser(request);
  private final ByteBuffer buffer = ByteBuffer.allocate(8 << 10);

  JettyHeads() {
    parser.setHeaderCacheSize(1024);
  }

  @Override
  public Seen read(byte[] head) {
    buffer.clear().put(head).flip();
    parser.reset();
    parser.parseNext(buffer);
    if (request.failure != null) {
      throw new IllegalArgumentException(request.failure.getReason());
    }
    if (!parser.isComplete()) {
      throw new IllegalStateException("the head is not complete: " + parser);
    }
    return new Seen(
        request.method,
        Objects.requireNonNull(request.uri).getCanonicalPath(),
        text(request.fields.get(HttpHeader.HOST)),
        text(request.fields.get(HttpHeader.USER_AGENT)));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
