package io.heddle.http;

import java.util.Optional;

/** The head of a request whose fields a filter has changed. */
record ChangedHead(RequestHead original, Headers headers) implements RequestHead {
  @Override
  public Method method() {
    return original.method();
  }

  @Override
  public Version version() {
    return original.version();
  }

  @Override
  public String target() {
    return original.target();
  }

  @Override
  public Octets path() {
    return original.path();
  }

  @Override
  public Optional<Octets> query() {
    return original.query();
  }

  @Override
  public String authority() {
    return original.authority();
  }

  @Override
  public ConnectionInfo connection() {
    return original.connection();
  }
}
