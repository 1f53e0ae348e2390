package io.heddle.app.study.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What explains the figures of a study: recordings and counts of system calls, in the folder {@code
 * why} of its archive, with a file for each place. Every write is atomic. Used by one thread.
 */
public final class Evidence {
  private static final String RECORDINGS = "recordings";
  private static final String CALLS = "calls";
  private static final String GAPS = "gaps.json";
  private static final String AGAIN =
      "delete the file and start the study again, which makes only this one";

  private final Path folder;
  private final Study study;

  private Evidence(Path folder, Study study) {
    this.folder = folder;
    this.study = study;
  }

  public static Evidence of(Archive archive) {
    return new Evidence(archive.folder().resolve("why"), archive.study());
  }

  /** What is not there, and why: a sentence for each reason. */
  private record Gaps(List<String> reasons) {
    Gaps {
      reasons = List.copyOf(Required.value("reasons", reasons));
    }
  }

  public void write(Recording recording) throws IOException {
    JsonFile.write(file(RECORDINGS, recording.place()), recording);
  }

  public void write(SystemCalls calls) throws IOException {
    JsonFile.write(file(CALLS, calls.place()), calls);
  }

  /** Replaces the reasons for what is missing. */
  public void writeGaps(Set<String> reasons) throws IOException {
    JsonFile.write(folder.resolve(GAPS), new Gaps(List.copyOf(new TreeSet<>(reasons))));
  }

  public boolean hasRecording(Place place) {
    return Files.exists(file(RECORDINGS, place));
  }

  public boolean hasCalls(Place place) {
    return Files.exists(file(CALLS, place));
  }

  /**
   * All recordings, in the study's order.
   *
   * @throws ArchiveException if a file is damaged
   */
  public List<Recording> recordings() throws IOException {
    List<Recording> recordings = new ArrayList<>();
    for (Place place : places()) {
      if (hasRecording(place)) {
        Path file = file(RECORDINGS, place);
        Recording recording = JsonFile.read(file, Recording.class, AGAIN);
        check(file, place, recording.place());
        recordings.add(recording);
      }
    }
    return recordings;
  }

  /**
   * All counts of system calls, in the study's order.
   *
   * @throws ArchiveException if a file is damaged
   */
  public List<SystemCalls> calls() throws IOException {
    List<SystemCalls> all = new ArrayList<>();
    for (Place place : places()) {
      if (hasCalls(place)) {
        Path file = file(CALLS, place);
        SystemCalls calls = JsonFile.read(file, SystemCalls.class, AGAIN);
        check(file, place, calls.place());
        all.add(calls);
      }
    }
    return all;
  }

  /** Why something is missing, as sentences; empty if nothing is. */
  public List<String> gaps() throws IOException {
    Path file = folder.resolve(GAPS);
    return Files.exists(file) ? JsonFile.read(file, Gaps.class, AGAIN).reasons() : List.of();
  }

  private static void check(Path file, Place wanted, Place found) throws ArchiveException {
    if (!found.equals(wanted)) {
      throw new ArchiveException(file, "it is of another place (" + found + ")", AGAIN);
    }
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (Workload workload : study.workloads()) {
      for (Point point : workload.points()) {
        for (Variant variant : study.variants()) {
          places.add(new Place(workload.name(), point.name(), variant.name()));
        }
      }
    }
    return places;
  }

  private Path file(String kind, Place place) {
    return folder.resolve(kind).resolve(place.path(".json"));
  }
}
