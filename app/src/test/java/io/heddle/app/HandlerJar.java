package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http1.Http1;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar with handlers that are not part of Heddle: a class with the name Users. */
final class HandlerJar {
  static final String SERVICE = "META-INF/services/io.heddle.routing.SiteProvider";

  private HandlerJar() {}

  /** A jar with this class, which it names. */
  static Path of(Path folder, String text) throws IOException {
    return of(folder, text, "Users\n");
  }

  /**
   * A jar with this class.
   *
   * @param provider what the file with the name of the class says; empty for no such file
   */
  static Path of(Path folder, String text, String provider) throws IOException {
    compile(folder, text);
    Path jar = folder.resolve("users.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("Users.class"));
      out.write(Files.readAllBytes(folder.resolve("Users.class")));
      if (!provider.isEmpty()) {
        out.putNextEntry(new JarEntry(SERVICE));
        out.write(provider.getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static void compile(Path folder, String text) throws IOException {
    Path source = Files.writeString(folder.resolve("Users.java"), text);
    String protocol =
        Path.of(
                URI.create(
                    Http1.class.getProtectionDomain().getCodeSource().getLocation().toString()))
            .toString();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of("-p", protocol, "--add-modules=io.heddle.protocol", "-d", folder.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean isCompiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(isCompiled).as(said.toString()).isTrue();
    }
  }
}
