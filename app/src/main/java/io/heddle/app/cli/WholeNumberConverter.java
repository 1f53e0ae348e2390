package io.heddle.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number such as {@code 8080}. */
final class WholeNumberConverter implements ITypeConverter<Integer> {
  WholeNumberConverter() {}

  @Override
  public Integer convert(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("write a whole number");
    }
  }
}
