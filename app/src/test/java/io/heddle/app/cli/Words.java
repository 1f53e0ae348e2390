package io.heddle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** What the program understands of a user's words and variables. */
final class Words {
  private Words() {}

  static Options options(String... words) {
    return options(Map.of(), words);
  }

  static Options options(Map<String, String> variables, String... words) {
    Invocation invocation = Invocation.of(List.of(words), variables);
    assertThat(invocation).isInstanceOf(Invocation.Serve.class);
    return ((Invocation.Serve) invocation).options();
  }

  static String reason(Map<String, String> variables, String... words) {
    Invocation invocation = Invocation.of(List.of(words), variables);
    assertThat(invocation).isInstanceOf(Invocation.Wrong.class);
    return ((Invocation.Wrong) invocation).reason();
  }

  static List<String> warnings(Map<String, String> variables, String... words) {
    return ((Invocation.Serve) Invocation.of(List.of(words), variables)).warnings();
  }

  static String printed(Map<String, String> variables, String... words) {
    return ((Invocation.Print) Invocation.of(List.of(words), variables)).text();
  }
}
