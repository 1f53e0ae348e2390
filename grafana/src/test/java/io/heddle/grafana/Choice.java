package io.heddle.grafana;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * The values of the variables at the top of the dashboard, as Grafana inserts them into an
 * expression. All is not {@code .*} but the list of all values; their special characters are
 * escaped twice, for the regular expression and for the string that contains it.
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

  /** The same choice with a single engine, as in a panel that is repeated for each engine. */
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
