package io.heddle.app.study.data;

import java.util.List;

/**
 * An engine with its options.
 *
 * @param name what cells and folders call it, such as {@code epoll-pool}
 * @param title what readers see
 * @param options the arguments of the server
 */
public record Variant(String name, String title, List<String> options) {
  /** A server that ran before the study, which nothing is known of. */
  public static final Variant TARGET = new Variant("target", "target", List.of());

  public Variant {
    Required.text("name", name);
    Required.text("title", title);
    options = List.copyOf(Required.value("options", options));
  }

  /** The same, to be measured a second time under a name of its own. */
  public Variant again() {
    return new Variant(name + "-again", title + ", again", options);
  }
}
