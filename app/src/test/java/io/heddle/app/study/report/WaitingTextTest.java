package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.app.study.MadeUpStudy;
import io.heddle.app.study.data.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says about how handlers wait. */
final class WaitingTextTest {
  private static final String WAITING = "\"waiting\" : \"sleep\"";

  @TempDir private Path folder;

  /** The report of the made-up study, in whose description a text is replaced. */
  private String report(String... replaced) throws IOException {
    MadeUpStudy.write(folder);
    Path file = folder.resolve("study.json");
    String text = Files.readString(file);
    for (int i = 0; i < replaced.length; i += 2) {
      assertThat(text).contains(replaced[i]);
      text = text.replace(replaced[i], replaced[i + 1]);
    }
    Files.writeString(file, text);
    Report.write(Archive.open(folder), folder.resolve("report"));
    return Files.readString(folder.resolve("report/report.md"));
  }

  @Test
  void anotherProcessRunsOnTheGeneratorsProcessors() throws IOException {
    assertThat(report(WAITING, "\"waiting\" : \"proxy\""))
        .contains("another process, which answers after the wait. ")
        .contains(" It runs on the generator's processors.\n")
        .doesNotContain("shares the processors")
        .contains("| How /work waits | through the reverse proxy, for another process |\n");
  }

  @Test
  void withoutProcessorsOfItsOwnItSharesThemWithTheServer() throws IOException {
    String pinned = "\"serverCpus\" : \"0\"";
    String free = "\"serverCpus\" : \"not pinned, because there is only one processor\"";
    assertThat(report(WAITING, "\"waiting\" : \"proxy\"", pinned, free))
        .contains(" It shares the processors with the server.\n")
        .doesNotContain("generator's processors");
  }

  /** Earlier versions stored that its handlers sleep. */
  @Test
  void nobodyKnowsHowATargetWaits() throws IOException {
    MadeUpStudy.write(folder);
    Files.move(folder.resolve("cells"), folder.resolve("moved"));
    Path file = folder.resolve("study.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode study = (ObjectNode) json.readTree(file.toFile());
    for (String list : List.of("variants", "sweeps", "warmUps")) {
      study.putArray(list);
    }
    study.putNull("repeated");
    ObjectNode target = study.withArray("variants").addObject();
    target.put("name", "target").put("title", "target").putArray("options");
    json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), study);
    assertThat(file).content().contains(WAITING);

    Archive archive = Archive.open(folder);
    assertThat(archive.study().environment().waiting()).isNull();
    archive.write(archive.study());
    assertThat(folder.resolve("study.json")).content().doesNotContain("\"waiting\"");
    Path page = Report.write(archive, folder.resolve("report"));
    assertThat(page).content().doesNotContain("How handlers wait", "How /work waits");
    assertThat(folder.resolve("report/report.md"))
        .content()
        .contains("## Before the rounds")
        .doesNotContain("Handlers of /work", "How /work waits");
  }
}
