package io.heddle.grafana;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * What is chosen at the top of the dashboard, as Grafana writes it into an expression: All is not
 * {@code .*} there but the list of what the variable offers, each with its special letters escaped
 * for the regular expression and once more for the string around it.
 */
record Choice(String job, String instance, String engine) {
  private static final Pattern SPECIAL = Pattern.compile("[$^*{}\\[\\]'+?.()|]");

  static Choice of(
      Collection<String> jobs, Collection<String> instances, Collection<String> engines) {
    return new Choice(alternatives(jobs), alternatives(instances), alternatives(engines));
  }

  private static String alternatives(Collection<String> values) {
    String all = String.join("|", values.stream().map(Choice::escaped).toList());
    return values.size() == 1 ? all : "(" + all + ")";
  }

  private static String escaped(String value) {
    return SPECIAL.matcher(value).replaceAll("\\\\\\\\$0");
  }

  /** The same, but of one engine, as in a panel that is repeated for each. */
  Choice only(Variant variant) {
    return new Choice(job, instance, variant.label());
  }

  /** The expression with the variables filled in. */
  String in(String expression, String interval) {
    return expression
        .replace("$__rate_interval", interval)
        .replace("$engine", engine)
        .replace("$instance", instance)
        .replace("$job", job);
  }
}
