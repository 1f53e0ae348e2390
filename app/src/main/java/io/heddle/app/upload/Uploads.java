package io.heddle.app.upload;

import com.fasterxml.jackson.core.JsonGenerator;
import io.heddle.app.json.Json;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.store.Draft;
import io.heddle.store.FilePath;
import io.heddle.store.FileStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileUploadException;

/**
 * A handler that stores the files of a form. A file takes no name that is taken already. Nothing is
 * stored before the whole form has arrived.
 */
public final class Uploads implements Handler {
  private static final String MULTIPART = "multipart/form-data";
  private static final String URL_ENCODED = "application/x-www-form-urlencoded";
  private static final int MAX_FILES = 100;
  private static final int UNKNOWN_LENGTH = -1;

  /** A file that has arrived: its field, and the name that the client sent. */
  private record Received(String field, String sentAs, Draft draft) {}

  /** A file that has its final name. */
  private record Stored(String field, String sentAs, FilePath path, long bytes) {}

  private final FileStore store;

  /** A handler that stores files here. */
  public Uploads(FileStore store) {
    this.store = store;
  }

  @Override
  public Response handle(Request request) throws IOException, InterruptedException {
    String type = request.headers().first(HeaderName.CONTENT_TYPE).orElse("");
    String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (bare) {
      case MULTIPART -> store(request, type);
      case URL_ENCODED -> answer(List.of(), FormFields.ofUrlEncoded(request.body()));
      default ->
          throw new HttpException(
              Status.UNSUPPORTED_MEDIA_TYPE, "send a form: " + MULTIPART + " or " + URL_ENCODED);
    };
  }

  private Response store(Request request, String type) throws IOException, InterruptedException {
    FormFields fields = new FormFields();
    Deque<Received> files = new ArrayDeque<>();
    try {
      receive(new MultipartForm(type, request.body()), fields, files);
      return answer(publish(files), fields);
    } catch (FileUploadException e) {
      throw new HttpException(Status.BAD_REQUEST, "the form is malformed: a part has no end");
    } finally {
      discard(files);
    }
  }

  private void receive(MultipartForm form, FormFields fields, Deque<Received> files)
      throws IOException, InterruptedException {
    for (Part part = form.next(); part != null; part = form.next()) {
      Optional<String> sentAs = part.fileName();
      if (sentAs.isEmpty()) {
        fields.add(part.field(), part.content());
      } else if (!sentAs.get().isEmpty()) {
        // Without a name, it is a field for a file, and the user has chosen none.
        files.add(receive(part, sentAs.get(), files.size()));
      }
    }
  }

  private Received receive(Part part, String sentAs, int count)
      throws IOException, InterruptedException {
    if (count == MAX_FILES) {
      throw new HttpException(
          Status.CONTENT_TOO_LARGE, "a form has at most " + MAX_FILES + " files");
    }
    FilePath path = new FilePath(List.of(), UploadName.of(sentAs));
    return new Received(part.field(), sentAs, store.receive(path, part.content(), UNKNOWN_LENGTH));
  }

  private List<Stored> publish(Deque<Received> files) throws IOException, InterruptedException {
    List<Stored> stored = new ArrayList<>();
    for (Received file : files) {
      FilePath path = store.publishBeside(file.draft);
      stored.add(new Stored(file.field, file.sentAs, path, file.draft.length()));
    }
    return stored;
  }

  /** Deletes the drafts that have not been published; all of them, even if one fails. */
  private static void discard(Deque<Received> files) throws IOException {
    Received file = files.poll();
    if (file != null) {
      try {
        file.draft.close();
      } finally {
        discard(files);
      }
    }
  }

  private static Response answer(List<Stored> files, FormFields fields) {
    Status status = files.isEmpty() ? Status.OK : Status.CREATED;
    return Response.ok(MediaType.JSON, Json.line(json -> write(json, files, fields))).with(status);
  }

  private static void write(JsonGenerator json, List<Stored> files, FormFields fields)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("stored");
    for (Stored file : files) {
      json.writeStartObject();
      json.writeStringField("name", file.path.toString());
      json.writeStringField("sent_as", file.sentAs);
      json.writeStringField("field", file.field);
      json.writeNumberField("bytes", file.bytes);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("fields");
    for (FormFields.Field field : fields.list()) {
      json.writeStartObject();
      json.writeStringField("name", field.name());
      json.writeStringField("value", field.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
