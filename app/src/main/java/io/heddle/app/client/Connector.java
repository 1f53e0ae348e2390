package io.heddle.app.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Opens connections. */
final class Connector {
  private final Optional<Duration> timeout;
  private final ClientOptions options;
  private @Nullable Tls tls;

  /** A connector with these options. */
  Connector(ClientOptions options) {
    this.options = options;
    this.timeout = options.connectTimeout();
  }

  /**
   * Connects to the server of a URL, at the first of its addresses that answers.
   *
   * @throws TransferException when that is impossible
   */
  Link connect(ServerUrl url, Deadline deadline, Transcript transcript) throws TransferException {
    IOException last = new UnknownHostException(url.host()); // there is always an address
    for (InetAddress address : addresses(url, deadline)) {
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, url.port()), deadline.leftMillis(timeout));
        transcript.note("connected to %s port %d".formatted(address.getHostAddress(), url.port()));
        return secured(socket, url, deadline, transcript);
      } catch (TransferException e) {
        close(socket);
        throw e;
      } catch (IOException e) {
        close(socket);
        last = e;
      }
    }
    throw failed(url, last);
  }

  /** Looks up the name on another thread: a resolver that does not answer cannot be interrupted. */
  private InetAddress[] addresses(ServerUrl url, Deadline deadline) throws TransferException {
    FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(url.host()));
    Thread.ofPlatform().name("lookup").daemon().start(lookup);
    int millis = deadline.leftMillis(timeout);
    try {
      return lookup.get(millis == 0 ? Long.MAX_VALUE : millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw reached(url);
    } catch (ExecutionException e) {
      throw new TransferException(
          ExitStatus.UNKNOWN_HOST, "unknown host " + url.host() + ": check its name", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reached(url);
    }
  }

  private Link secured(Socket socket, ServerUrl url, Deadline deadline, Transcript transcript)
      throws IOException {
    Link plain = new Link(socket, socket);
    deadline.guard(plain);
    if (!url.isTls()) {
      return plain;
    }
    if (tls == null) {
      tls = Tls.of(options.authorities(), options.isInsecure());
    }
    try {
      socket.setSoTimeout(deadline.leftMillis(timeout));
      SSLSocket wrapped = tls.wrap(socket, url);
      SSLSession session = wrapped.getSession();
      transcript.note(session.getProtocol() + " with " + session.getCipherSuite());
      Link secured = new Link(wrapped, socket);
      socket.setSoTimeout(0);
      deadline.guard(secured);
      return secured;
    } catch (SocketTimeoutException e) {
      throw reached(url);
    } catch (IOException e) {
      if (deadline.isReached()) {
        throw reached(url);
      }
      throw e instanceof TransferException ours ? ours : Tls.failed(e, url);
    }
  }

  private TransferException failed(ServerUrl url, IOException e) {
    if (e instanceof SocketTimeoutException) {
      return reached(url);
    }
    return new TransferException(
        ExitStatus.NOT_CONNECTED,
        "cannot connect to %s: %s".formatted(url.place(), e.getMessage()),
        e);
  }

  private static TransferException reached(ServerUrl url) {
    return new TransferException(
        ExitStatus.TIMEOUT,
        "connecting to " + url.place() + " took too long: see --connect-timeout and --max-time");
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it was never used
    }
  }
}
