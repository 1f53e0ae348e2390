package io.heddle.app.values;

import io.heddle.http.MediaType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A media type for an extension, as the user writes it: {@code log=text/plain}. */
public record OwnType(String extension, MediaType type) {
  private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";
  private static final Pattern FORM =
      Pattern.compile(
          "\\.?([^./=\\s]+)=("
              + TOKEN
              + "/"
              + TOKEN
              + "(;\\s*"
              + TOKEN
              + "=("
              + TOKEN
              + "|\".*\"))*)");

  /** Reads a type. */
  public static final class Converter implements ITypeConverter<OwnType> {
    /** A converter. */
    public Converter() {}

    @Override
    public OwnType convert(String text) {
      Matcher form = FORM.matcher(text);
      if (form.matches()) {
        Optional<MediaType> type = type(form.group(2));
        if (type.isPresent()) {
          return new OwnType(form.group(1), type.get());
        }
      }
      throw new TypeConversionException(
          "write an extension and a media type, such as log=text/plain");
    }

    private static Optional<MediaType> type(String text) {
      try {
        return Optional.of(new MediaType(text));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  @Override
  public String toString() {
    return extension + "=" + type;
  }
}
