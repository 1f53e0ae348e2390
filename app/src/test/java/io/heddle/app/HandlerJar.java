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
public final class HandlerJar {
  static final String SERVICE = "META-INF/services/io.heddle.routing.SiteProvider";

  /** Where a class file has the lower byte of its major version (JVMS section 4.1). */
  private static final int VERSION_INDEX = 7;

  private static final int LATER = 20;

  private HandlerJar() {}

  /** A jar with this class, which it names. */
  public static Path of(Path folder, String text) throws IOException {
    return of(folder, text, "Users\n");
  }

  /**
   * A jar with this class.
   *
   * @param provider what the file with the name of the class says; empty for no such file
   */
  static Path of(Path folder, String text, String provider) throws IOException {
    return write(folder, compiled(folder, text), provider);
  }

  /** A jar with this class, compiled as for a Java of the future. */
  static Path ofLaterJava(Path folder, String text) throws IOException {
    byte[] compiled = compiled(folder, text);
    compiled[VERSION_INDEX] = (byte) (compiled[VERSION_INDEX] + LATER);
    return write(folder, compiled, "Users\n");
  }

  private static Path write(Path folder, byte[] compiled, String provider) throws IOException {
    Path jar = folder.resolve("users.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("Users.class"));
      out.write(compiled);
      if (!provider.isEmpty()) {
        out.putNextEntry(new JarEntry(SERVICE));
        out.write(provider.getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static byte[] compiled(Path folder, String text) throws IOException {
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
    return Files.readAllBytes(folder.resolve("Users.class"));
  }
}
