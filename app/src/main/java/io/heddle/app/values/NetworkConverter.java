package io.heddle.app.values;

import io.heddle.http.Network;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a network such as {@code 10.0.0.0/8}, or an address such as {@code ::1}. */
public final class NetworkConverter implements ITypeConverter<Network> {
  /** A converter. */
  public NetworkConverter() {}

  @Override
  public Network convert(String text) {
    try {
      return Network.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
