package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handlers within filters, and how long they block. */
class FilteredTest {
  private static final Response RESPONSE = Response.text("done");

  private final List<String> calls = new ArrayList<>();

  /** A filter that writes down its calls. */
  private record Recording(String name, Blocking blocking, List<String> calls) implements Filter {
    @Override
    public Response filter(Request request, Handler next) throws IOException, InterruptedException {
      calls.add(name);
      return next.handle(request);
    }
  }

  /** A filter that blocks while there is a query. */
  private record Selective(List<String> calls) implements SelectiveFilter {
    @Override
    public Response filter(Request request, Handler next) throws IOException, InterruptedException {
      calls.add("selective");
      return next.handle(request);
    }

    @Override
    public Blocking blocking(RequestHead head) {
      calls.add("asked");
      return head.query().isPresent() ? Blocking.FREELY : Blocking.NEVER;
    }
  }

  /** A handler that has the response to {@code /known} at hand. */
  private record Preparing(List<String> calls) implements PreparingHandler {
    @Override
    public Response handle(Request request) {
      calls.add("handler");
      return RESPONSE;
    }

    @Override
    public Blocking blocking() {
      return Blocking.BRIEFLY;
    }

    @Override
    public Handler prepare(RequestHead head) {
      calls.add("prepared");
      return head.path().toString().equals("/known") ? Handler.immediate(this::atHand) : this;
    }

    private Response atHand(Request request) {
      calls.add("at hand");
      return RESPONSE;
    }
  }

  private Filter filter(String name, Blocking blocking) {
    return new Recording(name, blocking, calls);
  }

  private static Handler prepared(Handler handler, RequestHead head) {
    return handler instanceof PreparingHandler preparing ? preparing.prepare(head) : handler;
  }

  private List<String> callsOf(Handler handler, HeadOf head) throws Exception {
    calls.clear();
    assertThat(handler.handle(head.request())).isSameAs(RESPONSE);
    return calls;
  }

  @ParameterizedTest
  @CsvSource({"NEVER, NEVER, NEVER", "NEVER, BRIEFLY, BRIEFLY", "FREELY, NEVER, FREELY"})
  void theLongerBlockingCounts(Blocking ofHandler, Blocking ofFilter, Blocking expected) {
    Handler handler = Handler.blocking(ofHandler, _ -> RESPONSE).with(filter("a", ofFilter));
    assertThat(handler.blocking()).isEqualTo(expected);
  }

  @Test
  void whatIsTheSameForAllRequestsIsNotAskedAgain() throws Exception {
    Handler handler =
        Handler.immediate(_ -> RESPONSE)
            .with(filter("inner", Blocking.NEVER))
            .with(filter("outer", Blocking.NEVER));
    assertThat(handler).isNotInstanceOf(PreparingHandler.class);
    assertThat(callsOf(handler, HeadOf.get("/"))).containsExactly("outer", "inner");
  }

  @Test
  void aHandlerWithinFiltersIsPreparedOnce() throws Exception {
    Handler handler =
        new Preparing(calls)
            .with(filter("inner", Blocking.NEVER))
            .with(filter("outer", Blocking.NEVER));
    assertThat(handler.blocking()).isEqualTo(Blocking.BRIEFLY);

    Handler same = prepared(handler, HeadOf.get("/other"));
    assertThat(calls).containsExactly("prepared");
    assertThat(same).isSameAs(handler);
    assertThat(callsOf(same, HeadOf.get("/other"))).containsExactly("outer", "inner", "handler");

    Handler known = prepared(handler, HeadOf.get("/known"));
    assertThat(known.blocking()).isEqualTo(Blocking.NEVER);
    assertThat(callsOf(known, HeadOf.get("/known"))).containsExactly("outer", "inner", "at hand");
  }

  @Test
  void aPreparedHandlerBlocksAsLongAsItsFiltersDo() {
    Handler handler = new Preparing(calls).with(filter("a", Blocking.FREELY));
    assertThat(prepared(handler, HeadOf.get("/known")).blocking()).isEqualTo(Blocking.FREELY);
  }

  @Test
  void aSelectiveFilterIsAskedOncePerRequest() throws Exception {
    Handler handler =
        Handler.immediate(_ -> RESPONSE)
            .with(new Selective(calls))
            .with(filter("outer", Blocking.NEVER));
    Handler free = prepared(handler, HeadOf.get("/"));
    assertThat(free.blocking()).isEqualTo(Blocking.NEVER);
    assertThat(calls).containsExactly("asked");

    Handler blocking = prepared(handler, HeadOf.get("/?n=1"));
    assertThat(blocking.blocking()).isEqualTo(Blocking.FREELY);
    assertThat(callsOf(blocking, HeadOf.get("/?n=1"))).containsExactly("outer", "selective");
  }
}
