package io.heddle.app.study.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.study.MadeUpEvidence;
import io.heddle.app.study.MadeUpStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceTest {
  private static final Place PLACE = new Place("tiny", "connections=64", "vthreads");
  private static final SystemCalls CALLS = new SystemCalls(PLACE, 4, Map.of("read", 6L));

  @TempDir private Path folder;
  private Evidence evidence;

  @BeforeEach
  void start() throws IOException {
    evidence = Evidence.of(MadeUpStudy.write(folder, 1));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Recording recording = MadeUpEvidence.recording(PLACE, Map.of(Activity.GC, 0.25));
    evidence.write(recording);
    evidence.write(CALLS);
    assertThat(evidence.hasRecording(PLACE)).isTrue();
    assertThat(evidence.recordings()).containsExactly(recording);
    assertThat(evidence.calls()).containsExactly(CALLS);
    assertThat(CALLS.perRequest()).isEqualTo(1.5);
  }

  @Test
  void nothingIsThereAtFirst() throws IOException {
    assertThat(evidence.hasCalls(PLACE)).isFalse();
    assertThat(evidence.recordings()).isEmpty();
    assertThat(evidence.calls()).isEmpty();
    assertThat(evidence.gaps()).isEmpty();
  }

  @Test
  void aFileOfAnotherPlaceIsRefused() throws IOException {
    evidence.write(CALLS);
    Path file = folder.resolve("why/calls/tiny/connections=64/vthreads.json");
    Files.copy(file, file.resolveSibling("threads.json"));
    assertThatThrownBy(evidence::calls)
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("threads.json: it is of another place (tiny, connections=64, vth");
  }

  @Test
  void aFileWithoutRequestsIsRefused() throws IOException {
    evidence.write(CALLS);
    Path file = folder.resolve("why/calls/tiny/connections=64/vthreads.json");
    Files.writeString(file, Files.readString(file).replace("\"requests\" : 4", "\"requests\" : 0"));
    assertThatThrownBy(evidence::calls)
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("\"requests\" is missing or not positive");
  }
}
