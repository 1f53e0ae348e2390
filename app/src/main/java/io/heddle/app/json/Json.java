package io.heddle.app.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.Separators;
import io.heddle.http.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes an object as JSON, in UTF-8. Any thread may use it. */
public final class Json {
  /** Writes itself as an object. */
  @FunctionalInterface
  public interface Source {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static final int INITIAL_BYTES = 64;

  /** One pool of buffers, since a buffer per thread would be a buffer per virtual thread. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build();

  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withRootSeparator("")
                  .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private Json() {}

  /** JSON on one line, without a newline at the end. */
  public static Body compact(Source source) {
    return new Body.Bytes(written(source));
  }

  /** JSON on one line, with a newline at the end. */
  public static Body line(Source source) {
    return new Body.Bytes(
        written(
            json -> {
              source.writeTo(json);
              json.writeRaw('\n');
            }));
  }

  /** Indented JSON, one line per member. */
  public static Body pretty(Source source) {
    return line(
        json -> {
          json.setPrettyPrinter(new DefaultPrettyPrinter(PRETTY));
          source.writeTo(json);
        });
  }

  private static byte[] written(Source source) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      source.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }
}
