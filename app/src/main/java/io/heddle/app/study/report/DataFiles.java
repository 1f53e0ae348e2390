package io.heddle.app.study.report;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rows as CSV files (RFC 4180, with a heading) and values as JSON files. */
final class DataFiles {
  private static final CsvMapper CSV =
      CsvMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private DataFiles() {}

  static <T> void writeCsv(Path file, Class<T> type, List<T> rows) throws IOException {
    Files.write(
        file,
        CSV.writer(CSV.schemaFor(type).withHeader().withLineSeparator("\n"))
            .writeValueAsBytes(rows));
  }

  static void writeJson(Path file, Object value) throws IOException {
    Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
  }
}
