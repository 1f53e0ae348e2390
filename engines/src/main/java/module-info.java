import org.jspecify.annotations.NullMarked;

/** The engines: they run a protocol's connections on real sockets. */
@NullMarked
module io.heddle.engines {
  requires transitive io.heddle.protocol;
  requires static transitive org.jspecify;

  exports io.heddle.engine;
  exports io.heddle.engine.eventloop;
  exports io.heddle.engine.blocking;
  exports io.heddle.engine.proxyprotocol;
  exports io.heddle.engine.tls;
}
