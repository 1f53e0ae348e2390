package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Attempts;
import io.heddle.app.cli.Invocation;
import io.heddle.app.config.ConfigFile;
import io.heddle.app.config.Mistake;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged configuration file leads to mistakes with their places, and never to a stack trace. */
final class DamagedConfigTest {
  private static final Duration TIME = Duration.ofSeconds(1);
  private static final int MIN_FILES = 20;

  @TempDir private static Path folder;

  @Test
  void noDamageCausesAStackTrace() throws Exception {
    Path file = CompleteConfig.in(folder);
    long end = System.nanoTime() + TIME.toNanos();
    long firstSeed = System.currentTimeMillis();
    int refused = 0;
    for (long seed = firstSeed; System.nanoTime() < end || seed < firstSeed + MIN_FILES; seed++) {
      byte[] damaged = damaged(new Random(seed));
      Files.write(file, damaged);
      try {
        refused += isRefused(file) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "seed " + seed + ":\n" + new String(damaged, StandardCharsets.UTF_8), e);
      }
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a = [", "a = {", "a { b = [", "a.", "[", "{", "a = ${x} [", "${", "a = \"\"\""})
  void depthIsNoFault(String piece) throws Exception {
    for (int count : new int[] {10, 1_000, 100_000}) {
      Path file = Files.writeString(folder.resolve("deep.conf"), piece.repeat(count) + "a = 1");
      assertThat(isRefused(file)).as("%s, %d times", piece, count).isTrue();
    }
  }

  @Test
  void closedBlocksMayBeDeepToo() throws Exception {
    Path file = folder.resolve("deep.conf");
    for (String[] pair : new String[][] {{"[", "]"}, {"{ a = ", "}"}, {"{ a { b = ", "} }"}}) {
      for (int count : new int[] {1_000, 3_000, 10_000, 100_000}) {
        String text = "port = " + pair[0].repeat(count) + "1" + pair[1].repeat(count);
        assertThat(isRefused(Files.writeString(file, text))).as("%s %d", pair[0], count).isTrue();
      }
    }
    Files.writeString(file, "a = " + "[".repeat(100_000));
    assertThat(ConfigFile.read(file).mistakes())
        .extracting(Mistake::what)
        .containsExactly("this is nested too deeply");
  }

  @Test
  void anIncludedFileMayBeDamagedToo() throws Exception {
    Path included = Files.writeString(folder.resolve("bad.properties"), "a=\\u00zz");
    Path file = Files.writeString(folder.resolve("good.conf"), "include \"bad.properties\"");
    assertThat(ConfigFile.read(file).mistakes())
        .singleElement()
        .asString()
        .startsWith(included + ": this cannot be read: correct it (");
  }

  private static boolean isRefused(Path path) {
    // as ServeCommand does
    ConfigFile file = ConfigFile.read(path);
    Attempts attempts = Attempts.of("app", List.of(), Map.of(), file.options(), true);
    assertThat(file.mistakes()).allMatch(mistake -> !mistake.remedy().isEmpty());
    assertThat(attempts.mistakes()).allMatch(mistake -> mistake.contains(path + ":"));
    if (!file.mistakes().isEmpty()
        || !attempts.mistakes().isEmpty()
        || !(attempts.last() instanceof Invocation.Serve(var options, _))) {
      return true;
    }
    Configuration configuration = new Configuration(options, file.servers()).with(file.sessions());
    if (!file.mistakes(Configuration.standardAddress(options)).isEmpty()
        || !Conflicts.of(configuration).isEmpty()) {
      return true;
    }
    try {
      Serving.check(configuration);
      return false;
    } catch (StartupException e) {
      return true;
    }
  }

  private static byte[] damaged(Random random) {
    List<String> lines = new ArrayList<>(CompleteConfig.TEXT.lines().toList());
    switch (random.nextInt(4)) {
      case 0 -> Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
      case 1 -> lines.remove(random.nextInt(lines.size()));
      case 2 -> lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
      default -> {
        // only the bytes are damaged
      }
    }
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    for (int flips = random.nextInt(4); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    int length = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : bytes.length;
    return Arrays.copyOf(bytes, length);
  }
}
