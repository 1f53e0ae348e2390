package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.Checkout.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When bin/app makes an AOT cache, and when it starts Java with one. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BinAppCacheTest {
  @TempDir private Path parent;
  private Checkout checkout;

  @BeforeEach
  void makeACheckout() throws IOException {
    checkout = new Checkout(parent);
  }

  private Path cache() throws IOException {
    assertThat(checkout.caches()).hasSize(1);
    return checkout.caches().getFirst();
  }

  private void assertUsesItsCache(Result result) throws IOException {
    assertThat(result.status()).as(result.errors()).isZero();
    assertThat(result.out().subList(2, 4))
        .containsExactly("-XX:AOTCache=" + cache().toRealPath(), "-Xlog:aot*=off");
  }

  private static void assertUsesNoCache(Result result) {
    assertThat(result.status()).as(result.errors()).isZero();
    assertThat(result.out()).hasSizeGreaterThan(4).noneMatch(word -> word.contains("AOT"));
  }

  @Test
  void theFirstStartMakesTheCacheThatAllStartsUse() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertUsesItsCache(checkout.app());
    }
    assertThat(cache()).hasContent("cache");
    assertThat(checkout.trained()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heddle.jar", "lib/some.jar"})
  void anotherJarMakesAnotherCache(String jar) throws Exception {
    checkout.app();
    checkout.write("app/target/" + jar, "changed", false);
    assertUsesItsCache(checkout.app());
    assertThat(checkout.trained()).isEqualTo(2);
  }

  @Test
  void aJarWithAnotherTimeMakesAnotherCacheAsTheJvmComparesTimes() throws Exception {
    checkout.app();
    FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 2_000);
    Files.setLastModifiedTime(checkout.folder.resolve("app/target/lib/some.jar"), later);
    checkout.app();
    assertThat(checkout.trained()).isEqualTo(2);
  }

  @Test
  void aBuildRemovesTheCachesOfEarlierBuilds() throws Exception {
    checkout.app();
    Path other = checkout.folder.resolve("app/target/heddle.aot/12345");
    Files.writeString(other, "of another JDK");
    checkout.write("pom.xml", "<other/>", false);
    assertUsesItsCache(checkout.app());
    assertThat(other).doesNotExist();
    assertThat(checkout.trained()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c", "other"})
  void aDamagedCacheIsReplaced(String content) throws Exception {
    checkout.app();
    Files.writeString(cache(), content);
    assertUsesItsCache(checkout.app());
    assertThat(cache()).hasContent("cache");
  }

  @Test
  void aDamagedCacheThatCannotBeReplacedIsNotUsed() throws Exception {
    checkout.app();
    Files.writeString(cache(), "other");
    checkout.breakTraining();
    assertUsesNoCache(checkout.app());
    assertThat(checkout.caches()).isEmpty();
  }

  @Test
  void eachJdkHasItsOwnCache() throws Exception {
    checkout.app();
    Path other = parent.resolve("other");
    Checkout.makeJdk(other, "25.0.2");
    checkout.variable("JAVA_HOME", other.toString());
    String used = checkout.app().out().get(2);
    checkout.variable("JAVA_HOME", checkout.jdk.toString());
    assertThat(checkout.app().out().get(2)).startsWith("-XX:AOTCache=").isNotEqualTo(used);
    assertThat(checkout.caches()).hasSize(2);
    assertThat(checkout.trained()).isEqualTo(1);
  }

  @Test
  void aTrainingThatFailsIsReportedOnceAndStopsNoStart() throws Exception {
    checkout.breakTraining();
    Result first = checkout.app();
    assertUsesNoCache(first);
    assertThat(first.errors().lines())
        .last()
        .asString()
        .startsWith("app: info: the training failed")
        .endsWith(".log");
    Result second = checkout.app();
    assertUsesNoCache(second);
    assertThat(second.errors()).isEmpty();
    assertThat(checkout.trained()).isEqualTo(1);
  }

  @Test
  void ofSeveralFirstStartsOneTrains() throws Exception {
    List<Checkout.Running> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(checkout.start(checkout.folder, List.of("bin/app")));
    }
    for (Checkout.Running start : starts) {
      assertUsesItsCache(start.end());
    }
    assertThat(checkout.trained()).isEqualTo(1);
  }

  @Test
  void whatAKilledStartLeftIsRemoved() throws Exception {
    checkout.app();
    Path left = Path.of(cache() + ".4711.config");
    Files.writeString(left, "half");
    checkout.write("app/target/heddle.jar", "changed", false);
    assertUsesItsCache(checkout.app());
    assertThat(left).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:AOTMode=off",
        "-XX:AOTCache=/other",
        "-Xmx1g -Xshare:off",
        "-XX:SharedArchiveFile=x.jsa",
        "-XX:ArchiveClassesAtExit=x.jsa",
        "@options",
        "'-XX:+UseZGC'",
        "-agentlib:jdwp=transport=dt_socket",
        "--add-opens java.base/java.lang=ALL-UNNAMED",
      })
  void anOptionThatExcludesACacheIsRespected(String options) throws Exception {
    for (String variable :
        List.of("JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")) {
      checkout.variable(variable, options);
      assertThat(checkout.app().out())
          .filteredOn(word -> !options.contains(word))
          .noneMatch(word -> word.contains("aot") || word.contains("AOT"));
      checkout.variable(variable, "");
    }
    assertThat(checkout.trained()).isZero();
  }

  @Test
  void otherOptionsKeepTheCache() throws Exception {
    checkout.variable("JAVA_OPTS", "-Xmx1g -XX:+UseSerialGC -Dmail=a@b");
    assertUsesItsCache(checkout.app());
  }
}
