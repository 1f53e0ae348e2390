package io.heddle.content;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The page at {@code /} where no directory is served: what this server is, and what to try. */
public final class WelcomePage implements Handler {
  private static final String RESOURCE = "welcome.html";

  private final Response response;

  /** Reads the page, once. */
  public WelcomePage() {
    this.response = Response.ok(MediaType.HTML, new Body.Bytes(read()));
  }

  private static byte[] read() {
    try (InputStream in = WelcomePage.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside its class: build again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  @Override
  public Response handle(Request request) {
    return response;
  }

  @Override
  public Blocking blocking() {
    return Blocking.NEVER;
  }
}
