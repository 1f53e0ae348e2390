package io.heddle.codec;

import io.heddle.http.HeaderName;
import io.heddle.http.Octets;
import io.heddle.http.Status;
import io.heddle.http.Version;
import org.jspecify.annotations.Nullable;

/**
 * The rules that give the complete head of a response its meaning for a client: how its content is
 * delimited, and whether the connection persists (RFC 9112 sections 6.3 and 9.3). Like {@link
 * HeadRules} they refuse everything that two recipients might read differently.
 */
final class ResponseRules {
  private static final int UPGRADED = 101;

  private boolean hasLength;
  private @Nullable Octets transferEncoding;
  private boolean close;
  private boolean keepAlive;
  private long length;

  /** Interprets the head, or refuses it. */
  void apply(FieldTable fields, Version version) {
    hasLength = false;
    transferEncoding = null;
    close = false;
    keepAlive = version == Version.HTTP_1_1;
    length = 0;
    for (int i = 0; i < fields.size(); i++) {
      take(fields, i);
    }
    if (transferEncoding != null) {
      checkTransferEncoding(transferEncoding, version);
    }
  }

  private void take(FieldTable fields, int field) {
    switch (fields.nameLength(field)) {
      case 10 -> {
        if (fields.isNamed(field, HeaderName.CONNECTION)) {
          takeConnection(fields.value(field));
        }
      }
      case 14 -> {
        if (fields.isNamed(field, HeaderName.CONTENT_LENGTH)) {
          takeLength(fields.value(field));
        }
      }
      case 17 -> {
        if (fields.isNamed(field, HeaderName.TRANSFER_ENCODING)) {
          takeTransferEncoding(fields.value(field));
        }
      }
      default -> {}
    }
  }

  private void takeLength(Octets value) {
    if (hasLength) {
      throw Syntax.malformed("more than one Content-Length");
    }
    hasLength = true;
    length = HeadRules.parseLength(value);
  }

  private void takeTransferEncoding(Octets value) {
    if (transferEncoding != null) {
      throw Syntax.malformed("more than one Transfer-Encoding");
    }
    transferEncoding = value;
  }

  private void takeConnection(Octets value) {
    for (int start = 0; start < value.length(); ) {
      int end = value.indexOf(',', start);
      String option = value.slice(start, end).toString().strip();
      close |= option.equalsIgnoreCase("close");
      keepAlive |= option.equalsIgnoreCase("keep-alive");
      start = end + 1;
    }
  }

  private void checkTransferEncoding(Octets value, Version version) {
    if (hasLength) {
      throw Syntax.malformed("both Content-Length and Transfer-Encoding");
    }
    if (version == Version.HTTP_1_0) {
      throw Syntax.malformed("Transfer-Encoding in an HTTP/1.0 response");
    }
    if (!value.toString().equalsIgnoreCase("chunked")) {
      throw Syntax.malformed("Transfer-Encoding is not chunked");
    }
  }

  /** Requires an interim response that was not asked for to be harmless (RFC 9110 15.2). */
  void requireInterim(int status) {
    if (status == UPGRADED) {
      throw Syntax.malformed("status 101 without a request for it");
    }
    requireNoContent(status);
  }

  /** RFC 9110 sections 6.4.1 and 8.6: content is announced only where there can be some. */
  private void requireNoContent(int status) {
    if (transferEncoding != null || length > 0) {
      throw Syntax.malformed("content with status " + status);
    }
  }

  /** Whether content follows a final response, even if of length 0. */
  boolean hasContent(int status, boolean ofHead) {
    if (status == Status.NO_CONTENT.code()) {
      requireNoContent(status);
      return false;
    }
    return !ofHead && status != Status.NOT_MODIFIED.code();
  }

  boolean isChunked() {
    return transferEncoding != null;
  }

  boolean hasLength() {
    return hasLength;
  }

  /** The announced length in bytes; 0 if none is announced. */
  long length() {
    return length;
  }

  boolean keepsAlive() {
    return keepAlive && !close;
  }
}
