package io.heddle.app.config;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads values in a file in the same way as on the command line. */
final class Converted {
  private Converted() {}

  /** A function that fails with an {@link IllegalArgumentException} whose message is the remedy. */
  static <T> Function<String, T> by(ITypeConverter<T> converter) {
    return text -> {
      try {
        return converter.convert(text);
      } catch (TypeConversionException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      } catch (IllegalArgumentException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("a converter of options failed", e);
      }
    };
  }
}
