package io.heddle.app.study.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of a study: {@code study.json}, {@code cells} with a file for each cell, and {@code
 * hyperfoil} with a file for each imported run. Every write is atomic, so a study that was killed
 * goes on with the cells that are missing. Used by one thread.
 */
public final class Archive {
  private static final String STUDY = "study.json";
  private static final String ANOTHER_FOLDER =
      "name a folder that \"app study\" has written, or start a study in a new one";
  private static final String MEASURE_AGAIN =
      "delete the file and start the study again, which measures only this cell";

  private static final String IMPORT_AGAIN = "delete the file and import the run again";

  private final Path folder;
  private Study study;

  private Archive(Path folder, Study study) {
    this.folder = folder;
    this.study = study;
  }

  /** Starts an archive in a folder that has none. */
  public static Archive create(Path folder, Study study) throws IOException {
    if (isArchive(folder)) throw new FileAlreadyExistsException(folder.resolve(STUDY).toString());
    Archive archive = new Archive(folder, study);
    archive.write(study);
    return archive;
  }

  /**
   * Opens the archive that a study has written.
   *
   * @throws ArchiveException if there is none, or if it is of another version
   */
  public static Archive open(Path folder) throws IOException {
    Path file = folder.resolve(STUDY);
    if (!Files.isRegularFile(file)) {
      throw new ArchiveException(folder, "there is no " + STUDY + " here", ANOTHER_FOLDER);
    }
    Study study = JsonFile.read(file, Study.class, ANOTHER_FOLDER);
    if (study.schema() != Study.SCHEMA) {
      throw new ArchiveException(
          file,
          "its format is version " + study.schema() + ", this program reads " + Study.SCHEMA,
          "use the program that wrote it");
    }
    return new Archive(folder, study);
  }

  /** Whether a folder has an archive, even a damaged one. */
  public static boolean isArchive(Path folder) {
    return Files.exists(folder.resolve(STUDY));
  }

  public Path folder() {
    return folder;
  }

  public Study study() {
    return study;
  }

  /** Replaces the study, such as when it has ended. */
  public void write(Study replacement) throws IOException {
    JsonFile.write(folder.resolve(STUDY), replacement);
    study = replacement;
  }

  public void write(Cell cell) throws IOException {
    JsonFile.write(place(cell.key()), cell);
  }

  public boolean has(CellKey key) {
    return Files.exists(place(key));
  }

  /** The cells of the plan that have no file yet, in the plan's order. */
  public List<CellKey> missing() {
    return study.cells().stream().filter(key -> !has(key)).toList();
  }

  /**
   * Reads a cell.
   *
   * @throws ArchiveException if the file is damaged, or if it is of another cell
   */
  public Cell cell(CellKey key) throws IOException {
    Path file = place(key);
    Cell cell = JsonFile.read(file, Cell.class, MEASURE_AGAIN);
    if (!cell.key().equals(key)) {
      throw new ArchiveException(
          file, "it is the cell of another place (" + cell.key() + ")", MEASURE_AGAIN);
    }
    return cell;
  }

  /**
   * Reads all cells that are there, in the plan's order.
   *
   * @throws ArchiveException if a file is damaged, or has no place in the plan
   */
  public List<Cell> cells() throws IOException {
    rejectForeignFiles();
    List<Cell> cells = new ArrayList<>();
    for (CellKey key : study.cells()) {
      if (has(key)) {
        cells.add(cell(key));
      }
    }
    return cells;
  }

  /** Adds a run of Hyperfoil, or replaces it if it has been imported before. */
  public void write(HyperfoilRun run) throws IOException {
    String started = run.startedAt().toString();
    Path file =
        hyperfoil()
            .resolve(CellKey.slug(run.workload()))
            .resolve(CellKey.slug(run.point()))
            .resolve(CellKey.slug(run.variant()))
            .resolve(CellKey.slug(started + "-" + run.id()) + ".json");
    JsonFile.write(file, run);
  }

  /**
   * Reads the runs of Hyperfoil that were imported, the earliest first.
   *
   * @throws ArchiveException if a file is damaged
   */
  public List<HyperfoilRun> hyperfoilRuns() throws IOException {
    List<HyperfoilRun> runs = new ArrayList<>();
    if (!Files.exists(hyperfoil())) return runs;
    try (Stream<Path> files = Files.walk(hyperfoil())) {
      for (Path file : (Iterable<Path>) files.filter(Archive::isComplete).sorted()::iterator) {
        runs.add(JsonFile.read(file, HyperfoilRun.class, IMPORT_AGAIN));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return runs;
  }

  private Path hyperfoil() {
    return folder.resolve("hyperfoil");
  }

  private Path place(CellKey key) {
    return folder.resolve("cells").resolve(key.path());
  }

  private void rejectForeignFiles() throws IOException {
    Path cells = folder.resolve("cells");
    if (!Files.exists(cells)) return;
    Set<Path> places = study.cells().stream().map(this::place).collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(cells)) {
      for (Path file : (Iterable<Path>) files.filter(Archive::isComplete)::iterator) {
        if (!places.contains(file)) {
          throw new ArchiveException(
              file, "the study has no such cell", "move the file out of the archive");
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isComplete(Path file) {
    return Files.isRegularFile(file) && !file.toString().endsWith(".tmp");
  }
}
