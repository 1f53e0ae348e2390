package io.heddle.app.values;

import io.heddle.content.PathGlob;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A Cache-Control value for files, as the user writes it: {@code *.html=no-cache}. */
public record CacheRule(PathGlob glob, String value) {
  /** Directives with an equals sign, which would look like a pattern if there is none. */
  private static final Set<String> DIRECTIVES =
      Set.of("max-age", "s-maxage", "stale-while-revalidate", "stale-if-error");

  private static final String DIRECTIVE = "[\\w-]+(=([\\w-]+|\"[^\"]*\"))?";
  private static final Pattern VALUE = Pattern.compile(DIRECTIVE + "(\\s*,\\s*" + DIRECTIVE + ")*");

  /** Reads a rule. */
  public static final class Converter implements ITypeConverter<CacheRule> {
    /** A converter. */
    public Converter() {}

    @Override
    public CacheRule convert(String text) {
      int equals = text.indexOf('=');
      String pattern = equals < 0 ? "" : text.substring(0, equals);
      if (pattern.isEmpty() || DIRECTIVES.contains(pattern.toLowerCase(Locale.ROOT))) {
        throw new TypeConversionException(
            "write a pattern and a value, such as '*.html=no-cache' or '/assets/*=max-age=3600'");
      }
      String value = text.substring(equals + 1);
      if (!VALUE.matcher(value).matches()) {
        throw new TypeConversionException(
            "\""
                + value
                + "\" is not a list of directives: write some, such as no-cache or"
                + " public, max-age=3600");
      }
      return new CacheRule(new PathGlob(pattern), value);
    }
  }

  @Override
  public String toString() {
    return glob + "=" + value;
  }
}
