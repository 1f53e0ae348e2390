package io.heddle.app.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A host to listen on: the user's text and its address. */
record Host(String text, InetAddress address) {
  /** This machine only. */
  static final Host LOOPBACK = new Host("127.0.0.1", InetAddress.ofLiteral("127.0.0.1"));

  @Override
  public String toString() {
    return text;
  }

  /** Whether two listeners on these hosts conflict if they have the same port. */
  boolean overlaps(Host other) {
    return address.isAnyLocalAddress()
        || other.address.isAnyLocalAddress()
        || address.equals(other.address);
  }

  /** Looks up a host. */
  static final class Converter implements ITypeConverter<Host> {
    Converter() {}

    @Override
    public Host convert(String text) {
      try {
        return new Host(text, InetAddress.getByName(text));
      } catch (UnknownHostException e) {
        throw new TypeConversionException(
            "unknown host: write an address such as 127.0.0.1 or ::1");
      }
    }
  }
}
