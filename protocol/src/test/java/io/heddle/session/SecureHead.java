package io.heddle.session;

import io.heddle.http.ConnectionInfo;
import io.heddle.http.HeadOf;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.RequestHead;
import io.heddle.http.Version;
import java.util.Optional;

/** The head of a request over TLS. */
record SecureHead(HeadOf plain) implements RequestHead {
  @Override
  public Method method() {
    return plain.method();
  }

  @Override
  public Version version() {
    return plain.version();
  }

  @Override
  public String target() {
    return plain.target();
  }

  @Override
  public Octets path() {
    return plain.path();
  }

  @Override
  public Optional<Octets> query() {
    return plain.query();
  }

  @Override
  public String authority() {
    return plain.authority();
  }

  @Override
  public Headers headers() {
    return plain.headers();
  }

  @Override
  public ConnectionInfo connection() {
    ConnectionInfo connection = plain.connection();
    return new ConnectionInfo(
        1, connection.peer(), connection.local(), "https", Optional.empty(), Optional.empty());
  }
}
