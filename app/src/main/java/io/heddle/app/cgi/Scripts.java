package io.heddle.app.cgi;

import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.PreparingHandler;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * A handler that runs the scripts of a folder (CGI/1.1, RFC 3875) and serves its other files. It
 * blocks while a script runs. Only so many scripts run at the same time; further requests wait for
 * a moment, and then get 503.
 */
public final class Scripts implements PreparingHandler {
  private static final Duration MAX_WAIT = Duration.ofSeconds(1);

  /** Scripts of this name write whole HTTP messages (RFC 3875 section 5). */
  private static final String UNPARSED = "nph-";

  private static final Field ALLOW = Field.of(HeaderName.ALLOW, "GET, HEAD, OPTIONS");

  /** What a script costs besides its process: a thread for each of its pipes. */
  private final Executor threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("cgi-", 0).daemon().factory());

  private final ProcessGroups groups = new ProcessGroups();
  private final CgiConfig config;
  private final ScriptFinder finder;
  private final PreparingHandler files;
  private final ScriptSlots slots;

  /**
   * A handler.
   *
   * @param files the folder, and how to serve what is no script
   * @param clock the current time
   * @param slots for the scripts that run
   * @throws IllegalArgumentException when the folder is none, or this system lacks a program that
   *     is needed to run scripts
   */
  public Scripts(CgiConfig config, StaticFilesConfig files, InstantSource clock, ScriptSlots slots)
      throws IOException {
    this.config = config;
    this.files = new StaticFiles(files, clock);
    this.finder =
        new ScriptFinder(
            files.directory().toRealPath(), files.prefix(), files.paths().indexes(), config);
    this.slots = slots;
  }

  /** Files that are no scripts block less. */
  @Override
  public Handler prepare(RequestHead head) {
    return finder.mayFind(head.path()) || !isReading(head.method()) ? this : files.prepare(head);
  }

  private static boolean isReading(Method method) {
    return method == Method.GET || method == Method.HEAD;
  }

  @Override
  public Response handle(Request request) throws IOException, InterruptedException {
    Optional<Script> script = finder.find(request.head().path());
    if (script.isPresent()) {
      return run(script.get(), request);
    }
    if (!isReading(request.method())) {
      throw new HttpException(
          Status.METHOD_NOT_ALLOWED, "only scripts accept this method", List.of(ALLOW));
    }
    return files.handle(request);
  }

  private Response run(Script script, Request request) throws IOException, InterruptedException {
    ScriptLog log = new ScriptLog(script.name(), request.id());
    requireRunnable(script, log);
    ScriptRun run;
    boolean mayWait = request.bodyLength() > 0 && slots.takeForSlow();
    try (ScriptInput input =
        mayWait ? ScriptInput.passedOn(request) : ScriptInput.stored(request)) {
      if (!mayWait && !slots.take(MAX_WAIT)) {
        throw new HttpException(Status.SERVICE_UNAVAILABLE, "too many scripts are running");
      }
      run = run(script, request, input, log);
    }
    boolean isGoingOn = false;
    try {
      Response response = response(run, request, log);
      isGoingOn = response.body() instanceof Body.Stream(_, ScriptContent _);
      return response;
    } catch (ScriptFailure e) {
      log.warn(String.valueOf(e.getMessage()));
      throw e.toClient();
    } finally {
      if (!isGoingOn) {
        run.close();
      }
    }
  }

  private static void requireRunnable(Script script, ScriptLog log) {
    if (String.valueOf(script.file().getFileName()).startsWith(UNPARSED)
        || script.name().contains("/" + UNPARSED)) {
      log.warn("scripts that write whole HTTP messages (nph-) are not supported: rename it");
      throw new HttpException(Status.INTERNAL_SERVER_ERROR, "this script cannot be run");
    }
    if (script.interpreter().isEmpty() && !Files.isExecutable(script.file())) {
      log.warn("it is not executable: use chmod +x, or configure an interpreter for its extension");
      throw new HttpException(Status.FORBIDDEN, "the server may not run this script");
    }
  }

  /** Starts the script. Its slot becomes free when nothing of it is left. */
  private ScriptRun run(Script script, Request request, ScriptInput input, ScriptLog log) {
    Process started = null;
    try {
      started = start(script, request, input, log);
      boolean isPassedOn = input.isPassedOn();
      ScriptProcess process = new ScriptProcess(started, groups, threads, isPassedOn, slots::give);
      process.start(log, isPassedOn);
      Silence silence = new Silence(config.timeout(), unread(started, input));
      if (!isPassedOn) {
        silence.wrote(input.bytes());
      }
      return new ScriptRun(process, request::readUnless, isPassedOn, config.timeout(), silence);
    } finally {
      if (started == null) {
        slots.give();
      }
    }
  }

  private static LongSupplier unread(Process started, ScriptInput input) {
    return input.isPassedOn()
        ? InputPipe.of(started)::unreadBytes
        : () -> input.bytes() - InputPosition.of(started).bytes();
  }

  private Process start(Script script, Request request, ScriptInput input, ScriptLog log) {
    ProcessBuilder builder = groups.leader(script.command()).directory(script.folder().toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(ScriptVariables.of(request, script, finder.folder(), input.bytes()));
    try {
      return builder.redirectInput(input.source()).start();
    } catch (IOException e) {
      log.warn("it cannot be started: " + e.getMessage());
      throw new HttpException(Status.SERVICE_UNAVAILABLE, "the server cannot run a script now");
    }
  }

  private static Response response(ScriptRun run, Request request, ScriptLog log)
      throws IOException, InterruptedException, ScriptFailure {
    HeadCollector collector = new HeadCollector();
    byte[] piece = run.next(() -> {});
    while (piece != null && !collector.add(piece)) {
      piece = run.next(() -> {});
    }
    if (piece == null) {
      throw ScriptFailure.of(
          "it ended with status " + run.end() + " before its header fields were complete");
    }
    ScriptHead head = ScriptHead.parse(collector.lines());
    ScriptContent content = new ScriptContent(run, collector.rest(), head.contentBytes(), log);
    boolean isWanted =
        request.method() != Method.HEAD && head.hasType() && hasContent(head.status());
    return isWanted
        ? head.response().with(new Body.Stream(head.contentBytes().orElse(-1), content))
        : withoutContent(head, content, request.method());
  }

  private static boolean hasContent(Status status) {
    return !status.forbidsContent() && status.code() != Status.RESET_CONTENT.code();
  }

  /** The script may come to its end before its response is sent: that would kill it. */
  private static Response withoutContent(ScriptHead head, ScriptContent content, Method method)
      throws IOException, InterruptedException, ScriptFailure {
    long dropped = content.drop();
    if (!head.hasType() && dropped > 0 && head.response().first(HeaderName.LOCATION).isEmpty()) {
      throw ScriptFailure.of("its output has content, but no Content-Type");
    }
    return method == Method.HEAD && head.hasType()
        ? head.response().with(new Body.Stream(head.contentBytes().orElse(-1), _ -> {}))
        : head.response();
  }
}
