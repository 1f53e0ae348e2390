package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files that the cache keeps open: how responses share them, and when they are closed. */
class OpenFileTest {
  private static final String CONTENT = "0123456789".repeat(10_000);

  @TempDir private Path root;
  private final Instant begin = Instant.now();
  private Duration passed = Duration.ZERO;
  private final InstantSource clock = () -> begin.plus(passed);

  @BeforeEach
  void writeFile() throws IOException {
    Files.writeString(root.resolve("file"), CONTENT);
  }

  private StaticFiles files(int maxOpenFiles) throws IOException {
    FileCache cache = new FileCache(10 << 20, maxOpenFiles, Duration.ofDays(-1));
    return new StaticFiles(StaticFilesConfig.of(root).withCache(cache), clock);
  }

  private StaticFiles files() throws IOException {
    return files(1_000);
  }

  private static Body.Region ask(StaticFiles files, String target) throws IOException {
    return (Body.Region) files.handle(HeadOf.get(target).request()).body();
  }

  private static String content(Body body) throws IOException {
    Body.Region region = (Body.Region) body;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    region.file().transferTo(region.position(), region.length(), Channels.newChannel(out));
    region.close();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Deletes the file, and lets the cache notice it. */
  private void delete(StaticFiles files) throws IOException {
    Files.delete(root.resolve("file"));
    passed = passed.plus(FileCache.MAX_STALE);
    assertThatThrownBy(() -> ask(files, "/file"))
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status()).isEqualTo(Status.NOT_FOUND));
  }

  @Test
  void responsesShareOneDescriptorThatIsClosedAfterTheLast() throws IOException {
    StaticFiles files = files();
    List<Body.Region> regions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      regions.add(ask(files, "/file"));
    }
    assertThat(regions).extracting(Body.Region::file).containsOnly(regions.getFirst().file());
    delete(files);
    for (Body.Region region : regions) {
      assertThat(region.file().isOpen()).isTrue();
      region.close();
    }
    assertThat(regions.getFirst().file().isOpen()).isFalse();
  }

  @Test
  void closingABodyTwiceTakesItFromNobodyElse() throws IOException {
    StaticFiles files = files();
    Body.Region one = ask(files, "/file");
    Body.Region other = ask(files, "/file");
    delete(files);
    one.close();
    one.close();
    assertThat(other.file().isOpen()).isTrue();
    other.close();
    assertThat(other.file().isOpen()).isFalse();
  }

  @Test
  void theNumberOfOpenFilesIsBounded() throws IOException {
    StaticFiles files = files(5);
    List<Body.Region> regions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Files.writeString(root.resolve(i + ".txt"), CONTENT);
      regions.add(ask(files, "/" + i + ".txt"));
    }
    regions.forEach(Body.Region::close);
    assertThat(regions).filteredOn(region -> region.file().isOpen()).hasSizeBetween(1, 5);
  }

  @Test
  void aFileThatAnInterruptHasClosedIsOpenedAgain() throws IOException {
    StaticFiles files = files();
    Body.Region region = ask(files, "/file");
    region.file().close();
    region.close();
    assertThat(content(ask(files, "/file"))).isEqualTo(CONTENT);
  }

  @Test
  void whatWasClosedMeanwhileIsLookedForAgain() throws Exception {
    StaticFiles files = files();
    Body.Region region = ask(files, "/file");
    Handler prepared = files.prepare(HeadOf.get("/file"));
    region.file().close();
    region.close();
    assertThat(files.prepare(HeadOf.get("/file")).blocking()).isEqualTo(Blocking.BRIEFLY);
    assertThat(content(prepared.handle(HeadOf.get("/file").request()).body())).isEqualTo(CONTENT);
  }

  @Test
  void knowsThatAFileThatWasJustReadIsInMemory() throws IOException {
    Body.Region region = ask(files(), "/file");
    Files.readAllBytes(root.resolve("file"));
    assertThat(region.residency().isResident(0, region.length())).isTrue();
    assertThat(region.residency().isResident(region.length(), 1)).as("after the end").isTrue();
    region.close();
  }

  @Test
  void aFileThatMayNotBeWrittenIsColdUntilItHasBeenRead() throws IOException {
    FileChannel channel = FileChannel.open(root.resolve("file"));
    OpenFile file = new OpenFile(channel, CONTENT.length(), false, clock);
    Body.Region region = (Body.Region) Objects.requireNonNull(file.body());
    for (int i = 0; i < 2; i++) {
      assertThat(region.residency().isResident(0, region.length())).isFalse();
    }
    region.residency().warmed(0, region.length());
    assertThat(region.residency().isResident(0, region.length())).isTrue();
    region.close();
    file.release();
    assertThat(channel.isOpen()).isFalse();
  }
}
