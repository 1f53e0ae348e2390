package io.heddle.http1;

import io.heddle.connection.Answer;
import io.heddle.connection.Outbound;
import io.heddle.connection.Relay;
import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.RequestBody;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Another server's answer, as a test says. It is asked once. */
final class ScriptedAnswer implements Relay, Answer {
  int room = Integer.MAX_VALUE;
  long announced = Long.MIN_VALUE;
  boolean isRequestEnded;
  boolean isHurried;
  int timesClosed;
  @Nullable Response head;
  @Nullable HttpException failure;
  private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
  private byte[] content = {};
  private boolean isComplete;

  /** A handler whose request this answers. */
  Handler handler() {
    return Handler.blocking(
        Blocking.RELAYS, _ -> Response.of(Status.OK).with(new Body.Stream(-1, this)));
  }

  /** The head arrives. */
  void answers(long length) {
    head = Response.of(Status.OK).with(new Body.Stream(length, _ -> {}));
  }

  /** The whole response arrives. */
  void answersAtOnce(String text) {
    head = Response.of(Status.OK).with(Body.text(text));
  }

  /** Content arrives. */
  void sends(String text, boolean isLast) {
    content = text.getBytes(StandardCharsets.US_ASCII);
    isComplete = isLast;
  }

  /** The content of the request that has arrived. */
  String asked() {
    return asked.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public Response await(Outbound outbound, RequestBody body, Budget budget) {
    throw new IllegalStateException("this engine does not wait");
  }

  @Override
  public Answer begin(Outbound outbound, long contentBytes, Budget budget, Runnable wake) {
    announced = contentBytes;
    return this;
  }

  @Override
  public int room() {
    return room;
  }

  @Override
  public void add(byte[] source, int offset, int length) {
    if (length > room) {
      throw new IllegalStateException("there is no room for " + length);
    }
    room -= length;
    asked.write(source, offset, length);
  }

  @Override
  public void end() {
    isRequestEnded = true;
  }

  @Override
  public void push() {}

  @Override
  public @Nullable Response response() {
    if (failure != null) {
      throw failure;
    }
    return head;
  }

  @Override
  public int take(byte[] target, int offset, int length) {
    if (failure != null) {
      throw failure;
    }
    int count = Math.min(length, content.length);
    System.arraycopy(content, 0, target, offset, count);
    content = Arrays.copyOfRange(content, count, content.length);
    return count == 0 && isComplete ? -1 : count;
  }

  @Override
  public void hurry() {
    isHurried = true;
  }

  @Override
  public void close() {
    timesClosed++;
  }
}
