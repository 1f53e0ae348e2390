package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Changes;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two studies side by side: new divided by old, for each variant and cell. */
public final class ComparisonReport {
  private ComparisonReport() {}

  /**
   * Writes the report.
   *
   * @return the page
   */
  public static Path write(Archive old, Archive replacement, Path folder) throws IOException {
    return write(Changes.between(Results.of(old), Results.of(replacement)), folder);
  }

  static Path write(Changes changes, Path folder) throws IOException {
    Files.createDirectories(folder);
    ComparisonPage page = ComparisonPage.of(changes);
    Path html = folder.resolve("index.html");
    Template.writeHtml(html, "comparison.html", page);
    Template.writeText(folder.resolve("report.md"), "comparison.md", page);
    List<Rows.Pair> rows = new ArrayList<>();
    changes
        .comparisons()
        .forEach(
            c -> rows.add(Rows.pair(c, c.first().variant().name(), c.first().variant().name())));
    DataFiles.writeCsv(folder.resolve("changes.csv"), Rows.Pair.class, rows);
    DataFiles.writeJson(folder.resolve("changes.json"), rows);
    return html;
  }
}
