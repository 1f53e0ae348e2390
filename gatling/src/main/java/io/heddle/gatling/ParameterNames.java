package io.heddle.gatling;

import java.util.List;
import java.util.stream.Stream;

/** The names of all parameters of simulations, as in {@code -Drate=200}. */
public final class ParameterNames {
  /** The URL of the server, which the caller chooses. */
  public static final String BASE_URL = "baseUrl";

  /** The parameters of every simulation. */
  public static final List<String> COMMON =
      List.of(BASE_URL, "model", "rate", "users", "ramp", "duration", "p99");

  /** The parameters of some simulations. */
  public static final List<String> OWN =
      List.of("files", "bytes", "sleep", "readers", "speed", "cpu", "recovery", "path");

  private ParameterNames() {}

  /** The parameters that a user may choose if the server is not one of them. */
  public static List<String> withoutUrl() {
    return Stream.concat(COMMON.stream(), OWN.stream())
        .filter(name -> !name.equals(BASE_URL))
        .toList();
  }
}
