package io.heddle.app.study.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pages of this package's resources, in Mustache's language. */
final class Template {
  private Template() {}

  /** Fills a page in which values are escaped for HTML. */
  static void writeHtml(Path file, String template, Object values) throws IOException {
    write(file, template, values, Escapers.HTML);
  }

  /** Fills a page in Markdown, in whose tables a bar would end a cell. */
  static void writeText(Path file, String template, Object values) throws IOException {
    write(file, template, values, text -> text.replace("|", "\\|"));
  }

  private static void write(Path file, String template, Object values, Mustache.Escaper escaper)
      throws IOException {
    Mustache.Compiler compiler =
        Mustache.compiler()
            .withEscaper(escaper)
            .emptyStringIsFalse(true)
            .withLoader(Template::open);
    try (Reader source = open(template)) {
      Files.writeString(file, compiler.compile(source).execute(values));
    }
  }

  private static Reader open(String name) {
    InputStream file = Template.class.getResourceAsStream(name);
    if (file == null) throw new IllegalArgumentException("no resource " + name);
    return new InputStreamReader(file, StandardCharsets.UTF_8);
  }

  /** A resource as it is. */
  static String text(String name) {
    try (Reader reader = open(name)) {
      return reader.readAllAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
