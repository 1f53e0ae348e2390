package io.heddle.app.study.trial;

import io.heddle.app.study.data.Variant;
import io.heddle.routing.SiteProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * An engine on which every request computes longer than on another one. The product cannot do this:
 * the time is spent in a filter of a jar that only this variant loads. The jar is compiled here,
 * because classes of the class path are not taken from a jar.
 */
final class SlowedEngine {
  private static final String SOURCE = "Slowing.java";
  private static final String CLASS = "Slowing.class";

  private SlowedEngine() {}

  /**
   * A slower twin of a variant.
   *
   * @param micros how much longer a request computes
   * @param folder of the jar
   */
  static Variant of(Variant variant, double micros, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path jar = folder.resolve("slowing.jar").toAbsolutePath();
    compile(folder);
    String settings = "micros=" + micros + "\n";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(out, CLASS, Files.readAllBytes(folder.resolve(CLASS)));
      add(out, "slowing.properties", settings.getBytes(StandardCharsets.ISO_8859_1));
      add(
          out,
          "META-INF/services/" + SiteProvider.class.getName(),
          "Slowing\n".getBytes(StandardCharsets.UTF_8));
    }
    List<String> options = new ArrayList<>(variant.options());
    options.add("--handler=" + jar);
    return new Variant(variant.name() + "-slowed", variant.title() + ", slowed down", options);
  }

  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
  }

  private static void compile(Path folder) throws IOException {
    Path source = folder.resolve(SOURCE);
    try (InputStream text = SlowedEngine.class.getResourceAsStream(SOURCE)) {
      Files.write(source, Objects.requireNonNull(text).readAllBytes());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options = List.of("-d", folder.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean isCompiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      if (!isCompiled) throw new IOException(said.toString());
    }
  }
}
