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
import io.heddle.store.Batch;
import io.heddle.store.FileStore;
import java.io.IOException;
import java.util.ArrayList;
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

  /** A file that has arrived: its field, and the name that the client sent. */
  private record Received(String field, String sentAs) {}

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
      case URL_ENCODED -> answer(List.of(), List.of(), FormFields.ofUrlEncoded(request.body()));
      default ->
          throw new HttpException(
              Status.UNSUPPORTED_MEDIA_TYPE, "send a form: " + MULTIPART + " or " + URL_ENCODED);
    };
  }

  private Response store(Request request, String type) throws IOException, InterruptedException {
    FormFields fields = new FormFields();
    List<Received> files = new ArrayList<>();
    try (Batch batch = store.batch()) {
      receive(new MultipartForm(type, request.body()), fields, files, batch);
      return answer(files, batch.publish(), fields);
    } catch (FileUploadException e) {
      throw new HttpException(Status.BAD_REQUEST, "the form is malformed: a part has no end");
    }
  }

  private static void receive(
      MultipartForm form, FormFields fields, List<Received> files, Batch batch)
      throws IOException, InterruptedException {
    for (Part part = form.next(); part != null; part = form.next()) {
      Optional<String> sentAs = part.fileName();
      if (sentAs.isEmpty()) {
        fields.add(part.field(), part.content());
      } else if (!sentAs.get().isEmpty()) {
        // Without a name, it is a field for a file, and the user has chosen none.
        if (files.size() == MAX_FILES) {
          throw new HttpException(
              Status.CONTENT_TOO_LARGE, "a form has at most " + MAX_FILES + " files");
        }
        batch.receive(UploadName.of(sentAs.get()), part.content());
        files.add(new Received(part.field(), sentAs.get()));
      }
    }
  }

  private static Response answer(
      List<Received> files, List<Batch.Stored> stored, FormFields fields) {
    Status status = files.isEmpty() ? Status.OK : Status.CREATED;
    return Response.ok(MediaType.JSON, Json.line(json -> write(json, files, stored, fields)))
        .with(status);
  }

  private static void write(
      JsonGenerator json, List<Received> files, List<Batch.Stored> stored, FormFields fields)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("stored");
    for (int i = 0; i < files.size(); i++) {
      json.writeStartObject();
      json.writeStringField("name", stored.get(i).path().toString());
      json.writeStringField("sent_as", files.get(i).sentAs);
      json.writeStringField("field", files.get(i).field);
      json.writeNumberField("bytes", stored.get(i).bytes());
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
