package io.heddle.app.study.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.study.MadeUpStudy;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTest {
  private static final CellKey KEY =
      new CellKey("wait", "wait=100ms connections=64", "vthreads", 2);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("cells/wait/wait=100ms_connections=64/vthreads/2.json");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Archive written = MadeUpStudy.write(folder);
    Archive read = Archive.open(folder);
    assertThat(read.study()).isEqualTo(written.study());
    Cell cell = read.cell(KEY);
    read.write(cell);
    assertThat(read.cell(KEY)).isEqualTo(cell);
    assertThat(cell.figures()).containsKeys(Figure.THROUGHPUT, Figure.LATENCY_P99);
    assertThat(file()).exists();
  }

  /** Studies of earlier versions do not count the failures of requests with a label. */
  @Test
  void labelsWithoutErrorsCanBeRead() throws IOException {
    MadeUpStudy.write(folder);
    String nothing = Histograms.write(new Histogram(3));
    String label = "{\"bystander\" : {\"responses\" : 2, \"latency\" : \"" + nothing + "\"}}";
    Files.writeString(
        file(),
        Files.readString(file()).replaceFirst("\"labels\" : \\{ ?}", "\"labels\" : " + label));
    assertThat(Files.readString(file())).contains("bystander");
    assertThat(Archive.open(folder).cells())
        .filteredOn(c -> c.result() != null && !c.result().labels().isEmpty())
        .singleElement()
        .satisfies(c -> assertThat(c.result().labels().get("bystander").unanswered()).isZero());
  }

  /** Studies of earlier versions do not say how their handlers wait. */
  @Test
  void handlersOfAnEarlierStudySleep() throws IOException {
    Archive written = MadeUpStudy.write(folder);
    Path file = folder.resolve("study.json");
    String text = Files.readString(file);
    assertThat(text).contains("\"waiting\" : \"sleep\"");
    Files.writeString(file, text.replaceFirst(",\\s*\"waiting\" : \"sleep\"", ""));
    assertThat(Files.readString(file)).doesNotContain("\"waiting\"");
    assertThat(Archive.open(folder).study()).isEqualTo(written.study());
  }

  /** They had one kind of sweep, and only warm-ups of processes for several points. */
  @Test
  void sweepsAndWarmUpsOfAnEarlierStudyAreRead() throws IOException {
    Archive written = MadeUpStudy.write(folder);
    Path file = folder.resolve("study.json");
    String earlier =
        Files.readString(file)
            .replaceAll(",\\s*\"work\" : null", "")
            .replaceAll("\"point\" : null,\\s*", "")
            .replaceAll(
                "\"throughput\"( : [\\d.]+,\\s*)\"p99\"",
                "\"waitingThroughput\"$1\"computingP99\"");
    assertThat(earlier)
        .contains("waitingThroughput", "computingP99")
        .doesNotContain("\"work\"", "\"point\"");
    Files.writeString(file, earlier);
    assertThat(Archive.open(folder).study()).isEqualTo(written.study());
  }

  @Test
  void figuresHaveTheirNamesInFiles() throws IOException {
    MadeUpStudy.write(folder);
    assertThat(Files.readString(file())).contains("\"throughput\" :", "\"latencyP99\" :");
    assertThat(Files.readString(folder.resolve("study.json")))
        .contains("\"mainFigure\" : \"throughput\"", "\"startedAt\" : \"2026-11-20T08:00:00Z\"");
  }

  /** As after kill -9: a complete cell is there, one is only half written, the others are not. */
  @Test
  void aStudyThatWasKilledKnowsWhatIsMissing() throws IOException {
    Archive archive = MadeUpStudy.write(folder);
    assertThat(archive.missing()).hasSize(1);
    Files.move(file(), file().resolveSibling("2.json.tmp"));
    Archive again = Archive.open(folder);
    assertThat(again.missing()).hasSize(2).contains(KEY);
    assertThat(again.has(KEY)).isFalse();
    assertThat(again.cells()).hasSize(again.study().cells().size() - 2);
  }

  @Test
  void theSameCellIsAlwaysTheSameFile() throws IOException {
    Archive archive = MadeUpStudy.write(folder);
    String text = Files.readString(file());
    archive.write(archive.cell(KEY));
    assertThat(Files.readString(file())).isEqualTo(text);
    assertThat(text.indexOf("\"throughput\"")).isLessThan(text.indexOf("\"latencyP50\""));
  }

  @Test
  void aWriteLeavesNothingElseBehind() throws IOException {
    MadeUpStudy.write(folder);
    assertThat(file().getParent().toFile().list()).allMatch(name -> name.matches("\\d\\.json"));
  }

  @Test
  void aFullDiskIsNamedAndLeavesTheCellToBeMeasuredAgain() throws IOException {
    Archive archive = MadeUpStudy.write(folder);
    Cell cell = archive.cell(KEY);
    Files.delete(file());
    Path temporary = file().resolveSibling("2.json.tmp");
    Files.createSymbolicLink(temporary, Path.of("/dev/full"));
    assertThatThrownBy(() -> archive.write(cell))
        .isInstanceOf(IOException.class)
        .hasMessage(file() + ": No space left on device");
    assertThat(archive.missing()).contains(KEY);
    Files.delete(temporary);
    archive.write(cell);
    assertThat(archive.cell(KEY)).isEqualTo(cell);
  }

  private static HyperfoilRun run(String id, double throughput) {
    return new HyperfoilRun(
        "wait",
        "wait=100ms connections=64",
        "vthreads",
        id,
        Instant.EPOCH,
        "0.25.2",
        Map.of(Figure.THROUGHPUT, throughput));
  }

  @Test
  void anImportedRunIsReplacedByTheSameRun() throws IOException {
    Archive archive = MadeUpStudy.write(folder);
    assertThat(archive.hyperfoilRuns()).isEmpty();
    archive.write(run("0002", 2));
    archive.write(run("0001", 1));
    archive.write(run("0002", 3));
    assertThat(Archive.open(folder).hyperfoilRuns())
        .containsExactly(run("0001", 1), run("0002", 3));
  }

  @Test
  void aSecondStudyDoesNotReplaceTheFirst() throws IOException {
    Study study = MadeUpStudy.write(folder).study();
    assertThatThrownBy(() -> Archive.create(folder, study))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aFolderWithoutAStudyIsNamedWithTheRemedy() {
    assertThatThrownBy(() -> Archive.open(folder))
        .isInstanceOf(ArchiveException.class)
        .hasMessage(
            folder
                + ": there is no study.json here; name a folder that \"app study\" has written, or"
                + " start a study in a new one");
  }

  @Test
  void anotherFormatIsNamed() throws IOException {
    MadeUpStudy.write(folder);
    Path file = folder.resolve("study.json");
    Files.writeString(file, Files.readString(file).replace("\"schema\" : 2", "\"schema\" : 3"));
    assertThatThrownBy(() -> Archive.open(folder))
        .hasMessage(
            file
                + ": its format is version 3, this program reads 2; use the program that wrote it");
  }

  @Test
  void damagedCellsAreNamedWithTheRemedy() throws IOException {
    Archive archive = MadeUpStudy.write(folder);
    String text = Files.readString(file());
    for (String damaged :
        List.of(
            "",
            "{",
            "not JSON",
            text.substring(0, text.length() / 2),
            text + text,
            text.replace("\"workload\" : \"wait\",", ""),
            text.replace("\"throughput\"", "\"throughputs\""),
            text.replaceFirst("\"rss\" : [0-9.E]+", "\"rss\" : null"),
            text.replaceFirst("\"rss\" : [0-9.E]+", "\"rss\" : \"NaN\""),
            text.replaceFirst("\"latency\" : \"[^\"]{9}", "\"latency\" : \"AAAAAAAAA"),
            text.replace("\"valid\" : true", "\"valid\" : false"))) {
      assertThat(damaged).isNotEqualTo(text);
      Files.writeString(file(), damaged);
      assertThatThrownBy(archive::cells)
          .isInstanceOf(ArchiveException.class)
          .hasMessageStartingWith(file() + ": ")
          .hasMessageEndingWith(
              "; delete the file and start the study again, which measures only this cell")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void aMissingMemberIsNamed() throws IOException {
    Archive archive = MadeUpStudy.write(folder);
    Files.writeString(file(), Files.readString(file()).replace("\"workload\" : \"wait\",", ""));
    assertThatThrownBy(() -> archive.cell(KEY)).hasMessageContaining("\"workload\" is missing");
  }

  @Test
  void aCellOfAnotherPlaceIsNoticed() throws IOException {
    Archive archive = MadeUpStudy.write(folder);
    Files.copy(file().resolveSibling("1.json"), file(), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(archive::cells)
        .hasMessageContaining("it is the cell of another place")
        .hasMessageContaining("round 1");
  }

  @Test
  void aFileWithoutAPlaceInThePlanIsNoticed() throws IOException {
    Archive archive = MadeUpStudy.write(folder);
    Path foreign = file().resolveSibling("9.json");
    Files.copy(file(), foreign);
    assertThatThrownBy(archive::cells)
        .hasMessage(foreign + ": the study has no such cell; move the file out of the archive");
  }

  @Test
  void slugsAreFileNamesAndDiffer() {
    assertThat(CellKey.slug("wait=10ms connections=1000")).isEqualTo("wait=10ms_connections=1000");
    assertThat(CellKey.slug("a/b")).isEqualTo("a%2fb");
    assertThat(CellKey.slug("..")).isEqualTo("%2e.");
    assertThat(CellKey.slug("a_b")).isNotEqualTo(CellKey.slug("a b"));
    assertThat(CellKey.slug("a%20b")).isNotEqualTo(CellKey.slug("a b"));
  }

  @Test
  void pointsOfOneCurveHaveTheSameRest() {
    assertThat(new Point("wait=10ms connections=1000", 1000, "").rest()).isEqualTo("wait=10ms");
    assertThat(new Point("wait=10ms connections=1000", 10, "ms").rest())
        .isEqualTo("connections=1000");
    assertThat(new Point("work=0.3ms", 0.3, "ms").rest()).isEmpty();
    assertThat(new Point("wait=10ms connections=1000", 1000, "").xName()).isEqualTo("connections");
    assertThat(new Point("jvm=cold", 0, "").xName()).isEmpty();
  }
}
