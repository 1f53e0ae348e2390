package io.heddle.app.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values in the form of a configuration file, each with its place in a comment. */
public final class PrintedBlock {
  private static final String INDENT = "  ";

  private final Places places;
  private final StringBuilder text = new StringBuilder();

  private PrintedBlock(Places places) {
    this.places = places;
  }

  /** A line with a key and its values; of several, a list. */
  public static String line(String key, List<String> values, String place) {
    String shown =
        values.size() == 1
            ? quoted(values.getFirst())
            : values.stream().map(PrintedBlock::quoted).collect(Collectors.joining(", ", "[", "]"));
    return line(key + " = " + shown, place);
  }

  private static String line(String assignment, String place) {
    return "%-40s # %s%n".formatted(assignment, place);
  }

  /** A block with all blocks within it, in the order of the file. */
  static String of(String key, ConfigObject block, Places places) {
    PrintedBlock printed = new PrintedBlock(places);
    printed.add(key, block, "");
    return printed.text.toString();
  }

  private void add(String key, ConfigValue value, String indent) {
    String start = indent + quoted(key);
    if (value instanceof ConfigObject block) {
      text.append("%s {%n".formatted(start));
      for (Map.Entry<String, ConfigValue> entry :
          block.entrySet().stream().sorted(places.order()).toList()) {
        add(entry.getKey(), entry.getValue(), indent + INDENT);
      }
      text.append("%s}%n".formatted(indent));
    } else {
      text.append(line(start + " = " + shown(value), Places.text(value.origin())));
    }
  }

  private static String shown(ConfigValue value) {
    if (value instanceof ConfigList list) {
      return list.stream().map(PrintedBlock::shown).collect(Collectors.joining(", ", "[", "]"));
    }
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> quoted(value.atKey("it").getString("it"));
      case NULL, LIST, OBJECT -> value.render(ConfigRenderOptions.concise());
    };
  }

  /** A text, in quotes unless it is a word or a number and perhaps a unit. */
  private static String quoted(String text) {
    boolean isPlain = text.matches("\\d+[A-Za-z]*|[A-Za-z][\\w-]*") && !text.equals("null");
    return isPlain ? text : ConfigUtil.quoteString(text);
  }
}
