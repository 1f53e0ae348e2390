package io.heddle.app.routes;

import io.heddle.proxy.Upstream;
import java.util.Optional;

/**
 * What the routes for experiments do.
 *
 * @param backend the server that answers requests that wait; without one, their handler sleeps
 */
public record LabConfig(Optional<Upstream.Address> backend) {
  /** Routes that need no other server. */
  public static final LabConfig ALONE = new LabConfig(Optional.empty());
}
