package io.heddle.benchmarks;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.uri.UriValidator;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http1.Http1Headers;
import io.helidon.webserver.http1.Http1Prologue;

/**
 * Helidon's parser, with its default limits and checks. Its strings refer to the array that was
 * read, so each head gets a new array, as from Helidon's socket. The check of Host is the one that
 * its connection makes next; what that does with the framing is left out.
 */
final class HelidonHeads implements HeadReader {
  private static final int MAX_PROLOGUE_BYTES = 4096;
  private static final int MAX_HEADERS_BYTES = 16_384;

  private byte[] received = {};
  private final DataReader reader = DataReader.create(() -> received.clone());
  private final Http1Prologue prologues = new Http1Prologue(reader, MAX_PROLOGUE_BYTES, true);
  private final Http1Headers fields = new Http1Headers(reader, MAX_HEADERS_BYTES, true);

  @Override
  public Seen read(byte[] head) {
    received = head;
    HttpPrologue prologue = prologues.readPrologue();
    Headers headers = fields.readHeaders(prologue);
    String host = first(headers, HeaderNames.HOST);
    checkHost(host);
    return new Seen(
        prologue.method().text(),
        prologue.uriPath().path(),
        host,
        first(headers, HeaderNames.USER_AGENT));
  }

  private static void checkHost(String host) {
    int colon = host.indexOf(':');
    if (colon < 0) {
      UriValidator.validateNonIpLiteral(host);
    } else {
      Integer.parseInt(host, colon + 1, host.length(), 10);
      UriValidator.validateNonIpLiteral(host.substring(0, colon));
    }
  }

  private static String first(Headers headers, HeaderName name) {
    return headers.first(name).orElse("");
  }
}
