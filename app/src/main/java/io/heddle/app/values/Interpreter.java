package io.heddle.app.values;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The program that runs scripts with an extension, as the user writes it: {@code
 * .py=/usr/bin/python3}.
 *
 * @param extension with its dot
 * @param program empty for scripts that run by themselves: {@code .cgi=}
 */
public record Interpreter(String extension, Optional<Path> program) {
  private static final Pattern FORM = Pattern.compile("\\.?([A-Za-z0-9]+)=(/[^\\p{Cntrl}]+)?");

  /** Reads an interpreter. */
  public static final class Converter implements ITypeConverter<Interpreter> {
    /** A converter. */
    public Converter() {}

    @Override
    public Interpreter convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "write an extension and the whole path of a program, such as .py=/usr/bin/python3");
      }
      return new Interpreter("." + form.group(1), Optional.ofNullable(form.group(2)).map(Path::of));
    }
  }

  @Override
  public String toString() {
    return extension + "=" + program.map(Path::toString).orElse("");
  }
}
