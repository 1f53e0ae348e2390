package io.heddle.benchmarks;

import io.heddle.http.Handler;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import io.heddle.routing.Router;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A route for a parsed head. Half of the routes have a parameter. The requested paths are in a
 * fixed random order, too long for a branch predictor to learn.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class Routing {
  private static final int PATHS = 1 << 12;

  /** How many routes the site has. */
  @Param({"10", "1000"})
  int routes;

  private Router router = Router.builder().build();
  private RequestHead[] literals = {};
  private RequestHead[] parameters = {};
  private RequestHead[] unknowns = {};
  private int turn;

  /** Fails unless each path gets the route that it is meant for. */
  @Setup
  public void check() {
    Router.Builder builder = Router.builder();
    Handler handler = Handler.immediate(request -> Response.of(Status.OK));
    for (int i = 0; i < routes / 2; i++) {
      builder.get(literal(i), "literal", handler);
      builder.get(literal(i) + "/{id}", "parameter", handler);
    }
    router = builder.build();
    literals = heads(Routing::literal);
    parameters = heads(i -> literal(i) + "/" + (i + 4711));
    unknowns = heads(i -> literal(i) + "/4711/none");
    for (int i = 0; i < PATHS; i++) {
      require(literal().name().equals("literal"));
      Route route = parameter();
      require(route.name().equals("parameter"));
      require(route.pathParameters().containsKey("id"));
      require(!unknown().name().equals("literal") && !unknown().name().equals("parameter"));
    }
  }

  private static void require(boolean isRight) {
    if (!isRight) {
      throw new IllegalStateException("a path got another route than the one it is meant for");
    }
  }

  private static String literal(int number) {
    return "/api/resource" + number + "/items";
  }

  private RequestHead[] heads(IntFunction<String> paths) {
    Random random = new Random(1);
    RequestHead[] heads = new RequestHead[PATHS];
    for (int i = 0; i < PATHS; i++) {
      String path = paths.apply(random.nextInt(routes / 2));
      String lines = "GET " + path + " HTTP/1.1\nHost: localhost\n\n";
      heads[i] = new HeddleHeads().parse(Heads.onWire(lines));
    }
    return heads;
  }

  private Route next(RequestHead[] heads) {
    turn = (turn + 1) & (PATHS - 1);
    return router.route(heads[turn]);
  }

  @Benchmark
  public Route literal() {
    return next(literals);
  }

  @Benchmark
  public Route parameter() {
    return next(parameters);
  }

  @Benchmark
  public Route unknown() {
    return next(unknowns);
  }
}
