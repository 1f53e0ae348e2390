package io.heddle.app.study.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server prints to stdout. All of it is read until the server ends: handlers and the JVM may
 * print, too, and would have to wait if the pipe were full.
 */
final class ServerOutput {
  private static final String URL = "(?<url>http://[\\w.:%\\[\\]-]+)/";
  private static final Pattern SERVER = Pattern.compile("listening on " + URL + " .*");
  private static final Pattern ADMIN = Pattern.compile("admin on " + URL);

  private final CompletableFuture<Addresses> listening = new CompletableFuture<>();

  private ServerOutput() {}

  /** Where a server listens. */
  record Addresses(URI server, URI admin) {}

  /** Begins to read it, on a thread of its own. */
  static ServerOutput of(Process process) {
    ServerOutput output = new ServerOutput();
    Thread.ofPlatform()
        .daemon()
        .name("server-output")
        .start(() -> output.read(process.inputReader(StandardCharsets.UTF_8)));
    return output;
  }

  /** Waits until the server has said where it listens; empty if it ends before, or is too slow. */
  Optional<Addresses> addresses(long most, TimeUnit unit) throws InterruptedException {
    try {
      return Optional.of(listening.get(most, unit));
    } catch (ExecutionException | TimeoutException _) {
      return Optional.empty();
    }
  }

  private void read(BufferedReader out) {
    @Nullable URI server = null;
    try (out) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher address = SERVER.matcher(line);
        if (address.matches()) {
          server = URI.create(address.group("url"));
        }
        Matcher admin = ADMIN.matcher(line);
        if (server != null && admin.matches()) {
          listening.complete(new Addresses(server, URI.create(admin.group("url"))));
        }
      }
      listening.completeExceptionally(new IOException("the server has closed its output"));
    } catch (IOException | IllegalArgumentException e) {
      listening.completeExceptionally(e);
    }
  }
}
