package io.heddle.app.upload;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The page on which people choose files to upload. It needs nothing from elsewhere. */
public final class UploadPage implements Handler {
  private static final String FILE = "upload.html";

  private final Response page;

  /** Reads the page from the program. */
  public UploadPage() throws IOException {
    try (InputStream html =
        Objects.requireNonNull(UploadPage.class.getResourceAsStream(FILE), FILE)) {
      this.page = Response.ok(MediaType.HTML, new Body.Bytes(html.readAllBytes()));
    }
  }

  @Override
  public Response handle(Request request) {
    return page;
  }

  @Override
  public Blocking blocking() {
    return Blocking.NEVER;
  }
}
