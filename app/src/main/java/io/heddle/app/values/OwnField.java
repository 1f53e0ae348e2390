package io.heddle.app.values;

import io.heddle.content.PathGlob;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A field for responses, as the user writes it: {@code X-Frame-Options: DENY} for all responses, or
 * {@code /fonts/*=Access-Control-Allow-Origin: *} for some files.
 *
 * @param glob the files that it is for; empty for all responses
 */
public record OwnField(Optional<PathGlob> glob, Field field) {
  /** Fields that depend on the connection or on the content. */
  private static final Set<HeaderName> OF_THE_SERVER =
      Set.of(
          HeaderName.ACCEPT_RANGES,
          HeaderName.ALLOW,
          HeaderName.CONNECTION,
          HeaderName.CONTENT_ENCODING,
          HeaderName.CONTENT_LENGTH,
          HeaderName.CONTENT_RANGE,
          HeaderName.DATE,
          HeaderName.ETAG,
          HeaderName.LAST_MODIFIED,
          HeaderName.LOCATION,
          HeaderName.SERVER,
          HeaderName.TRAILER,
          HeaderName.TRANSFER_ENCODING,
          HeaderName.of("Keep-Alive"),
          HeaderName.of("Upgrade"));

  /** Reads a field of all responses, or of some files. */
  public static final class Converter implements ITypeConverter<OwnField> {
    /** A converter. */
    public Converter() {}

    @Override
    public OwnField convert(String text) {
      OwnField read = new OfLocation().convert(text);
      if (read.field.name().equals(HeaderName.CACHE_CONTROL)) {
        throw new TypeConversionException("use --cache-control for this field");
      }
      return read;
    }
  }

  /** Reads a field of a location, which may have a Cache-Control of its own. */
  public static final class OfLocation implements ITypeConverter<OwnField> {
    /** A converter. */
    public OfLocation() {}

    @Override
    public OwnField convert(String text) {
      int colon = text.indexOf(':');
      Optional<HeaderName> name = name(colon < 0 ? "" : text.substring(0, colon));
      if (name.isPresent()) {
        return new OwnField(Optional.empty(), field(name.get(), text.substring(colon + 1)));
      }
      int equals = text.indexOf('=');
      colon = text.indexOf(':', equals);
      if (equals > 0 && colon > equals) {
        name = name(text.substring(equals + 1, colon).strip());
        if (name.isPresent()) {
          PathGlob glob = new PathGlob(text.substring(0, equals));
          return new OwnField(Optional.of(glob), field(name.get(), text.substring(colon + 1)));
        }
      }
      throw new TypeConversionException(
          "write a name and a value, such as 'X-Frame-Options: DENY', or for some files"
              + " '/fonts/*=Access-Control-Allow-Origin: *'");
    }

    private static Optional<HeaderName> name(String text) {
      try {
        return Optional.of(HeaderName.of(text));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private static Field field(HeaderName name, String value) {
      if (OF_THE_SERVER.contains(name)) {
        throw new TypeConversionException(
            "the server itself sets " + name + ": remove this option");
      }
      if (name.equals(HeaderName.CONTENT_TYPE)) {
        throw new TypeConversionException("use --media-type for this field");
      }
      try {
        return Field.of(name, value.strip());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage() + ": write another value");
      }
    }
  }

  @Override
  public String toString() {
    return glob.map(pattern -> pattern + "=").orElse("") + field;
  }
}
