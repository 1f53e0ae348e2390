package io.heddle.app.client;

import io.heddle.client.ClientRequest;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for all URLs, on as few connections as possible. */
final class Session {
  /** The methods whose repetition changes nothing (RFC 9110 section 9.2.2). */
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

  private final ClientOptions options;
  private final String agent;
  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;
  private final Transcript transcript;
  private final Connector connector;
  private final List<ExitStatus> statuses = new ArrayList<>();
  private final List<Timing> timings = new ArrayList<>();
  private @Nullable Transfer current;

  /** A session with the streams of the process. */
  Session(ClientOptions options, String agent, InputStream in, OutputStream out, PrintStream err) {
    this.options = options;
    this.agent = agent;
    this.in = in;
    this.out = out;
    this.err = err;
    this.transcript = new Transcript(err, options.verbose());
    this.connector = new Connector(options);
  }

  /** Returns the status of the first URL that failed. */
  ExitStatus run() {
    try {
      options.check();
      List<ServerUrl> urls = new ArrayList<>();
      for (String text : options.urls()) {
        urls.add(options.request().target(ServerUrl.of(text)));
      }
      run(urls);
    } catch (TransferException e) {
      failed("", e);
    } finally {
      disconnect();
    }
    if (options.timing() && !timings.isEmpty()) {
      err.println(Timing.head());
      timings.forEach(timing -> err.println(timing.row()));
    }
    return statuses.stream()
        .filter(status -> status != ExitStatus.OK)
        .findFirst()
        .orElse(ExitStatus.OK);
  }

  private void run(List<ServerUrl> urls) throws TransferException {
    if (options.raw().isPresent()) {
      raw(urls.getFirst());
      return;
    }
    Content content = options.request().content(in);
    if (options.pipeline()) {
      pipeline(urls, content);
      return;
    }
    for (int i = 0; i < urls.size(); i++) {
      boolean isLast = i + 1 == urls.size() || !urls.get(i).isSameServer(urls.get(i + 1));
      try {
        ask(urls.get(i), i, content, isLast);
      } catch (TransferException e) {
        disconnect();
        if (failed(urls.size() > 1 ? urls.get(i) + ": " : "", e)) {
          return;
        }
      }
    }
  }

  /** Shows why a transfer failed; returns whether there is nothing left to do. */
  private boolean failed(String place, TransferException e) {
    statuses.add(e.status());
    if (!options.silent() && !e.isBrokenPipe()) {
      err.println("app: error: " + (place + e.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip());
    }
    return e.isBrokenPipe();
  }

  private void raw(ServerUrl url) throws TransferException {
    Timing timing = begin(url);
    try (Deadline deadline = Deadline.in(options.maxTime());
        Link link = connector.connect(url, deadline, transcript);
        Sink sink = new Sink(options.output(0), out)) {
      timing.connected();
      new RawExchange(link, sink, timing).run(options.raw().orElseThrow(), in, deadline);
      statuses.add(ExitStatus.OK);
    } finally {
      timing.ended();
    }
  }

  private Timing begin(ServerUrl url) {
    Timing timing = new Timing(url);
    timings.add(timing);
    return timing;
  }

  private void ask(ServerUrl url, int index, Content content, boolean isLast)
      throws TransferException {
    Timing timing = begin(url);
    try (Deadline deadline = Deadline.in(options.maxTime())) {
      boolean isReused = isReusableFor(url);
      try {
        ask(url, timing, index, content, isLast, deadline);
      } catch (TransferException e) {
        if (!isReused || !mayRepeat(e, content, isLast, url) || deadline.isReached()) {
          throw e;
        }
        transcript.note("the server has closed the connection meanwhile");
        disconnect();
        ask(url, timing, index, content, isLast, deadline);
      }
    }
  }

  /** A server may close an idle connection at any time, also when a request is on its way. */
  private boolean mayRepeat(TransferException e, Content content, boolean isLast, ServerUrl url)
      throws TransferException {
    boolean isLost =
        switch (e.status()) {
          case UNANSWERED, NOT_SENT, NOT_RECEIVED -> true;
          default -> false;
        };
    if (!isLost || current == null || current.isAnswered() || content instanceof Content.Input) {
      return false;
    }
    ClientRequest request = options.request().request(url, content, agent, isLast);
    request.content().ifPresent(body -> body.close());
    return IDEMPOTENT.contains(request.method());
  }

  private void ask(
      ServerUrl url, Timing timing, int index, Content content, boolean isLast, Deadline deadline)
      throws TransferException {
    ClientRequest request = options.request().request(url, content, agent, isLast);
    Sink sink = new Sink(options.output(index), out);
    try (Ask ask = new Ask(url, request, sink, timing)) {
      exchange(List.of(ask), deadline);
    }
  }

  /** Sends requests on the current connection, or on another one. */
  private void exchange(List<Ask> asks, Deadline deadline) throws TransferException {
    Ask first = asks.getFirst();
    int begin = statuses.size();
    try {
      connected(first.url(), first.timing(), deadline).run(asks, deadline, statuses);
    } finally {
      for (int i = begin; i < statuses.size() && !options.silent(); i++) {
        if (statuses.get(i) == ExitStatus.REFUSED) {
          Ask refused = asks.get(i - begin);
          err.println(
              "app: error: %s: the status is %d (--fail)"
                  .formatted(refused.url(), refused.timing().status()));
        }
      }
    }
  }

  private boolean isReusableFor(ServerUrl url) {
    return current != null && current.isReusable() && current.server().isSameServer(url);
  }

  /** The current connection, if it leads to this server and can be used again, or another one. */
  private Transfer connected(ServerUrl url, Timing timing, Deadline deadline)
      throws TransferException {
    if (current != null && isReusableFor(url)) {
      transcript.note("reusing the connection to " + url.place());
      return current;
    }
    if (current != null && current.server().isSameServer(url)) {
      transcript.note("the connection cannot be used again");
    }
    disconnect();
    Link link = connector.connect(url, deadline, transcript);
    timing.connected();
    Transfer opened = new Transfer(url, link, options, transcript);
    current = opened;
    return opened;
  }

  private void disconnect() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  private void pipeline(List<ServerUrl> urls, Content content) throws TransferException {
    for (ServerUrl url : urls) {
      if (!url.isSameServer(urls.getFirst())) {
        throw ClientOptions.wrong(
            "--pipeline uses one connection, but " + url + " is on another server: remove it");
      }
    }
    List<Ask> asks = new ArrayList<>();
    try (Deadline deadline = Deadline.in(options.maxTime())) {
      for (int i = 0; i < urls.size(); i++) {
        boolean isLast = i + 1 == urls.size();
        ClientRequest request = options.request().request(urls.get(i), content, agent, isLast);
        asks.add(
            new Ask(urls.get(i), request, new Sink(options.output(i), out), begin(urls.get(i))));
      }
      if (asks.stream().anyMatch(Ask::expectsContinue)) {
        throw ClientOptions.wrong(
            "--pipeline sends everything at once, but Expect waits for consent: remove one of them");
      }
      exchange(asks, deadline);
    } catch (TransferException e) {
      String place = "response %d of %d: ".formatted(statuses.size() + 1, urls.size());
      failed(current == null ? "" : place, e);
    } finally {
      for (Ask ask : asks) {
        ask.close();
      }
    }
  }
}
