import org.jspecify.annotations.NullMarked;

/** HTTP/1.1 without I/O: bytes in, bytes out, and the handlers between them. */
@NullMarked
@SuppressWarnings("module") // the app is compiled later
module io.heddle.protocol {
  requires static transitive org.jspecify;
  requires com.github.benmanes.caffeine;

  exports io.heddle.http;
  exports io.heddle.connection;
  exports io.heddle.exchange;
  exports io.heddle.http1;
  exports io.heddle.routing;
  exports io.heddle.content;
  exports io.heddle.filter;
  exports io.heddle.session;
  exports io.heddle.proxy;
  exports io.heddle.store;

  // not part of the API: for the app's load generator and its client
  exports io.heddle.codec to
      io.heddle.app;
  exports io.heddle.client to
      io.heddle.app;
}
