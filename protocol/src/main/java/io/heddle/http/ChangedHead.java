package io.heddle.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The head of a request of which some parts are changed. A null part is that of the original. */
record ChangedHead(
    RequestHead original,
    @Nullable Headers changedHeaders,
    @Nullable ClientInfo changedClient,
    @Nullable Location location)
    implements RequestHead {
  /** A path and a query. */
  record Location(Octets path, Optional<Octets> query) {}

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
  public Optional<String> targetScheme() {
    return original.targetScheme();
  }

  @Override
  public Octets path() {
    return location == null ? original.path() : location.path;
  }

  @Override
  public Octets receivedPath() {
    return original.receivedPath();
  }

  @Override
  public Optional<Octets> query() {
    return location == null ? original.query() : location.query;
  }

  @Override
  public String authority() {
    return original.authority();
  }

  @Override
  public Headers headers() {
    return changedHeaders == null ? original.headers() : changedHeaders;
  }

  @Override
  public ConnectionInfo connection() {
    return original.connection();
  }

  @Override
  public ClientInfo client() {
    return changedClient == null ? original.client() : changedClient;
  }
}
