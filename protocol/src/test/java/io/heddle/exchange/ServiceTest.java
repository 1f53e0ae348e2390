package io.heddle.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Timeouts;
import io.heddle.http.Handler;
import io.heddle.http.Response;
import io.heddle.http.Route;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Parts of a service, such as the connections of a listener. */
class ServiceTest {
  private final Settings old = settings("old");
  private final Settings next = settings("next");
  private final Service whole = new Service(old, new Observer() {});

  private static Settings settings(String name) {
    Handler handler = Handler.immediate(_ -> Response.text(name));
    return Settings.of(_ -> new Route(name, handler))
        .with(Timeouts.STANDARD.withIdle(Duration.ofSeconds(7)));
  }

  @Test
  void aPartHasTheSettingsOfTheWhole() {
    Service part = whole.part();
    assertThat(part.settings()).isSameAs(old);
    whole.apply(next);
    assertThat(part.settings()).isSameAs(next);
    assertThat(part.part().settings()).isSameAs(next);
  }

  @Test
  void aPartDrainsWithTheWhole() {
    Service part = whole.part();
    whole.drain();
    assertThat(part.isDraining()).isTrue();
    assertThat(part.timeouts()).isEqualTo(old.timeouts().draining());
    assertThat(whole.part().isDraining()).isTrue();
  }

  @Test
  void aPartThatDrainsAloneKeepsItsSettings() {
    Service part = whole.part();
    Service other = whole.part();
    part.drain();
    whole.apply(next);
    assertThat(part.settings()).isSameAs(old);
    assertThat(part.timeouts()).isEqualTo(old.timeouts().draining());
    assertThat(other.settings()).isSameAs(next);
    assertThat(other.isDraining()).isFalse();
    assertThat(whole.isDraining()).isFalse();
  }
}
