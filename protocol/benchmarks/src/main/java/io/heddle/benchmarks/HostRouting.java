package io.heddle.benchmarks;

import io.heddle.http.Handler;
import io.heddle.http.Method;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import io.heddle.routing.HostNames;
import io.heddle.routing.Locations;
import io.heddle.routing.Router;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * A route for a parsed head among virtual hosts and their locations, as in a configuration file.
 * The hosts and paths are requested in a fixed random order, too long for a branch predictor to
 * learn.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class HostRouting {
  private static final int HEADS = 1 << 12;

  /** How many hosts there are. */
  @Param({"1", "200"})
  int hosts;

  /** How many locations each of them has. */
  @Param({"1", "10"})
  int locations;

  private HostNames<Locations> byHost = HostNames.<Locations>builder().build();
  private RequestHead[] heads = {};
  private int turn;

  /** Fails unless each head gets the route that it is meant for. */
  @Setup
  public void check() {
    HostNames.Builder<Locations> names = HostNames.builder();
    for (int host = 0; host < hosts; host++) {
      Locations.Builder served = Locations.builder(Router.builder().build());
      for (int location = 0; location < locations; location++) {
        served.prefix("/section-" + location + "/", site(name(host, location)));
      }
      names.add("host" + host + ".example.org", served.build());
    }
    byHost = names.build();
    Random random = new Random(1);
    heads = new RequestHead[HEADS];
    for (int i = 0; i < HEADS; i++) {
      int host = random.nextInt(hosts);
      int location = random.nextInt(locations);
      String lines =
          "GET /section-%d/page HTTP/1.1\nHost: host%d.example.org:8080\n\n"
              .formatted(location, host);
      heads[i] = new HeddleHeads().parse(Heads.onWire(lines));
      if (!routed(heads[i]).name().equals(name(host, location))) {
        throw new IllegalStateException("a request got another route than it is meant for");
      }
    }
  }

  private static String name(int host, int location) {
    return host + "/" + location;
  }

  private static Router site(String name) {
    Handler handler = Handler.immediate(_ -> Response.of(Status.OK));
    return Router.builder().fallback(Method.GET, name, handler).build();
  }

  private Route routed(RequestHead head) {
    return byHost.find(head.authority()).orElseThrow().route(head);
  }

  @Benchmark
  public Route route() {
    turn = (turn + 1) & (HEADS - 1);
    return routed(heads[turn]);
  }
}
