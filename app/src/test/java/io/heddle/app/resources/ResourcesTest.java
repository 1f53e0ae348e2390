package io.heddle.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of resources when another configuration takes the place of theirs. */
final class ResourcesTest {
  private final List<String> closed = new ArrayList<>();
  private final Resources first = new Resources();

  private Closeable named(String name) {
    return () -> closed.add(name);
  }

  private Closeable shared(Resources resources, String name) throws IOException {
    return resources.shared(Closeable.class, name, () -> named(name));
  }

  @Test
  void whatIsNotUsedAnyMoreIsClosed() throws IOException {
    first.own(named("cache"));
    Closeable store = shared(first, "store");
    shared(first, "other");
    Resources next = first.next();
    assertThat(shared(next, "store")).isSameAs(store).isSameAs(shared(next, "store"));
    next.own(named("next"));
    first.closeExceptFor(next);
    assertThat(closed).containsExactly("cache", "other");
    next.closeExceptFor(next.next());
    assertThat(closed).containsExactly("cache", "other", "next", "store");
  }

  @Test
  void aConfigurationThatIsAbandonedTakesNothingAway() throws IOException {
    first.own(named("cache"));
    Closeable store = shared(first, "store");
    Resources abandoned = first.next();
    abandoned.own(named("abandoned"));
    shared(abandoned, "store");
    shared(abandoned, "new");
    abandoned.closeExceptFor(first);
    assertThat(closed).containsExactly("abandoned", "new");
    assertThat(shared(first.next(), "store")).isSameAs(store);
  }

  @Test
  void itsBeginningComesOnce() {
    List<String> begun = new ArrayList<>();
    first.atBeginning(() -> begun.add("store"));
    assertThat(begun).isEmpty();
    first.begin();
    first.begin();
    assertThat(begun).containsExactly("store");
  }

  @Test
  void aFailureToCloseDoesNotKeepOthersOpen() {
    first.own(
        (Closeable)
            () -> {
              throw new IOException("a test");
            });
    first.own(named("other"));
    first.closeExceptFor(first.next());
    assertThat(closed).containsExactly("other");
  }
}
