package io.heddle.app.routes;

import com.fasterxml.jackson.core.JsonGenerator;
import io.heddle.app.json.Json;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.routing.Router;
import java.io.IOException;
import java.io.OutputStream;

/** Routes for experiments, each with a known amount of work. */
public final class Lab {
  private static final int MAX_BYTES = 1 << 30;
  private static final int MAX_MILLIS = 60_000;
  private static final int MAX_MICROS = 1_000_000;
  private static final int PIECE_BYTES = 64 << 10;

  private static final String WORK = "/work";

  /** What a server does for another one whose requests for {@link #WORK} wait. */
  private static final String WAIT = "/wait";

  private static final String GREETING = "Hello, World!";
  private static final Response DONE = Response.text(GREETING);

  private Lab() {}

  /** Adds all of them. */
  public static void addTo(Router.Builder routes, LabConfig config) {
    Response plaintext = Response.ok(MediaType.PLAIN, Body.text(GREETING));
    routes.get("/plaintext", "plaintext", Handler.immediate(request -> plaintext));
    routes.get("/json", "json", Handler.immediate(Lab::json));
    routes.get("/bytes", "bytes", Handler.immediate(Lab::bytes));
    routes.get("/sleep", "sleep", Lab::sleep);
    routes.get("/cpu", "cpu", Lab::cpu);
    Handler work =
        config
            .backend()
            .<Handler>map(server -> new RelayedWork(server, WORK, WAIT))
            .orElseGet(Work::new);
    routes.get(WORK, "work", work);
    routes.post(WORK, "work-post", work);
    routes.get(WAIT, "wait", Work::waiting);
    routes.post(WAIT, "wait-post", Work::waiting);
    routes.get("/work/speed", "work-speed", Work::speed);
  }

  /** Created and serialized for each request, as TechEmpower's rules require. */
  private record Message(String message) implements Json.Source {
    @Override
    public void writeTo(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField("message", message);
      json.writeEndObject();
    }
  }

  private static Response json(Request request) {
    return Response.ok(MediaType.JSON, Json.compact(new Message(GREETING)));
  }

  private static Response bytes(Request request) {
    int count = number(request, "n", MAX_BYTES);
    Body body =
        count <= PIECE_BYTES
            ? new Body.Bytes(piece(count))
            : new Body.Stream(count, out -> writePieces(out, count));
    return Response.ok(MediaType.BINARY, body);
  }

  private static void writePieces(OutputStream out, int count) throws IOException {
    byte[] piece = piece(PIECE_BYTES);
    for (int left = count; left > 0; left -= piece.length) {
      out.write(piece, 0, Math.min(left, piece.length));
    }
  }

  private static byte[] piece(int count) {
    byte[] piece = new byte[count];
    for (int i = 0; i < count; i++) {
      piece[i] = (byte) ('a' + i % 26);
    }
    return piece;
  }

  private static Response sleep(Request request) throws InterruptedException {
    Thread.sleep(number(request, "ms", MAX_MILLIS));
    return DONE;
  }

  /** Keeps a core busy for the given number of microseconds. */
  private static Response cpu(Request request) {
    long end = System.nanoTime() + number(request, "us", MAX_MICROS) * 1_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return DONE;
  }

  private static int number(Request request, String name, int most) {
    String text = request.queryParameter(name).orElse("");
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw new HttpException(Status.BAD_REQUEST, name + " must be a whole number from 0 to " + most);
  }
}
