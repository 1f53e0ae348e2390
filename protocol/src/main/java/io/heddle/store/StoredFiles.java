package io.heddle.store;

import io.heddle.http.Blocking;
import io.heddle.http.EntityTag;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpDate;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.Preconditions;
import io.heddle.http.Preconditions.Outcome;
import io.heddle.http.PreparingHandler;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.http.Validators;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A handler for the files of a {@link FileStore}: POST creates, PUT creates or replaces, PATCH
 * appends, DELETE deletes. GET and HEAD go to another handler, which also knows the validators that
 * conditions refer to. Its route has a parameter {@code {path...}}.
 *
 * <p>What cannot succeed is refused before the content is read, so that a client which waits for a
 * 100 does not send it. Conditions are evaluated again at the moment of the change.
 */
public final class StoredFiles implements PreparingHandler {
  /** The name of the path parameter. */
  public static final String PATH = "path";

  private static final Set<String> PLAIN_CODINGS = Set.of("", "identity");
  private static final Field ONLY_PLAIN = Field.of(HeaderName.ACCEPT_ENCODING, "identity");

  private static final String ANOTHER_VERSION =
      "the file is not the version that the request is for";
  private static final String TOO_NEW =
      "another program has just changed the file; it has a tag for If-Match two seconds later";

  private static final Response DONE = Response.of(Status.NO_CONTENT);

  private final FileStore store;
  private final PreparingHandler reading;
  private final Preconditions preconditions;
  private final InstantSource clock;

  /**
   * A handler for this store.
   *
   * @param reading answers GET and HEAD, and notices changes of the store at once
   */
  public StoredFiles(FileStore store, PreparingHandler reading, InstantSource clock) {
    this.store = store;
    this.reading = reading;
    this.preconditions = new Preconditions(clock);
    this.clock = clock;
  }

  /** Changes wait for the disk, and for other changes of the same file. */
  @Override
  public Blocking blocking() {
    return Blocking.FREELY;
  }

  @Override
  public Handler prepare(RequestHead head) {
    boolean isReading = head.method() == Method.GET || head.method() == Method.HEAD;
    return isReading ? reading.prepare(head) : this;
  }

  @Override
  public Response handle(Request request) throws IOException, InterruptedException {
    return switch (request.method()) {
      case GET, HEAD -> reading.handle(request);
      case POST -> create(request);
      case PUT -> put(request);
      case PATCH -> append(request);
      case DELETE -> delete(request);
      case CONNECT, OPTIONS, TRACE ->
          throw new HttpException(Status.METHOD_NOT_ALLOWED, "a file has no such method");
    };
  }

  private static FilePath path(Request request) {
    return FilePath.of(Octets.of(request.pathParameter(PATH)));
  }

  private Response create(Request request) throws IOException, InterruptedException {
    FileStore.Condition isNew = exists -> requireNew(request, exists);
    try (Draft draft = receive(request, isNew)) {
      store.publish(draft, isNew);
      return tagged(Response.of(Status.CREATED), draft)
          .with(HeaderName.LOCATION, request.head().path().toString());
    }
  }

  private Response put(Request request) throws IOException, InterruptedException {
    FileStore.Condition condition = exists -> requireConditions(request, exists);
    try (Draft draft = receive(request, condition)) {
      boolean isNew = store.publish(draft, condition);
      return tagged(isNew ? Response.of(Status.CREATED) : DONE, draft);
    }
  }

  private Response append(Request request) throws IOException, InterruptedException {
    try (Draft draft = receive(request, exists -> requireExisting(request, exists))) {
      store.append(draft, exists -> requireConditions(request, exists));
      return tagged(DONE, draft);
    }
  }

  private Draft receive(Request request, FileStore.Condition condition)
      throws IOException, InterruptedException {
    FilePath path = path(request);
    requirePlainContent(request);
    store.check(path, request.bodyLength(), condition);
    return store.receive(path, request.body(), request.bodyLength());
  }

  /**
   * The response with the tag of the new version, which a client may need for its next change (RFC
   * 9110 section 9.3.4). A GET has the same one.
   */
  private static Response tagged(Response response, Draft draft) {
    return draft
        .version()
        .map(version -> response.with(HeaderName.ETAG, FileTag.strong(version).toString()))
        .orElse(response);
  }

  private Response delete(Request request) throws IOException, InterruptedException {
    store.delete(path(request), exists -> requireConditions(request, exists));
    return DONE;
  }

  /** Content that is a part of the file, or encoded, is not what a later GET should return. */
  private static void requirePlainContent(Request request) {
    if (request.headers().contains(HeaderName.CONTENT_RANGE)) {
      throw new HttpException(
          Status.BAD_REQUEST, "Content-Range is not supported here: send the whole file");
    }
    for (String coding : request.headers().all(HeaderName.CONTENT_ENCODING)) {
      if (!PLAIN_CODINGS.contains(coding.toLowerCase(Locale.ROOT))) {
        throw new HttpException(
            Status.UNSUPPORTED_MEDIA_TYPE,
            "files are stored as they are: send no Content-Encoding",
            List.of(ONLY_PLAIN));
      }
    }
  }

  private void requireNew(Request request, boolean exists)
      throws IOException, InterruptedException {
    if (exists) {
      throw new HttpException(Status.CONFLICT, "there is a file already; PUT would replace it");
    }
    requireConditions(request, false);
  }

  private void requireExisting(Request request, boolean exists)
      throws IOException, InterruptedException {
    if (!exists) {
      throw new HttpException(Status.NOT_FOUND, "no such file");
    }
    requireConditions(request, true);
  }

  private void requireConditions(Request request, boolean exists)
      throws IOException, InterruptedException {
    if (!isConditional(request)) {
      return;
    }
    Validators current = exists ? current(request) : Validators.NOTHING;
    if (preconditions.evaluate(request.method(), request.headers(), current) != Outcome.PROCEED) {
      boolean isTooNew = current.tag().filter(EntityTag::isWeak).isPresent();
      throw new HttpException(
          Status.PRECONDITION_FAILED,
          isTooNew && request.headers().contains(HeaderName.IF_MATCH) ? TOO_NEW : ANOTHER_VERSION);
    }
  }

  private static boolean isConditional(Request request) {
    return request.headers().contains(HeaderName.IF_MATCH)
        || request.headers().contains(HeaderName.IF_NONE_MATCH)
        || request.headers().contains(HeaderName.IF_UNMODIFIED_SINCE);
  }

  /** The validators that a GET would return now. */
  private Validators current(Request request) throws IOException, InterruptedException {
    Response now = reading.handle(request);
    now.body().close();
    return Validators.of(
        now.first(HeaderName.ETAG).flatMap(EntityTag::parse),
        now.first(HeaderName.LAST_MODIFIED).flatMap(date -> HttpDate.parse(date, clock.instant())));
  }
}
