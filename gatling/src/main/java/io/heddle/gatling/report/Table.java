package io.heddle.gatling.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text in columns: the first is aligned left, the others right. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table() {}

  void row(List<String> cells) {
    rows.add(cells.stream().map(Table::printable).toList());
  }

  void blank() {
    rows.add(List.of());
  }

  /** Adds a row of figures, and the ratio of each to the first. */
  void figures(String name, String format, List<Double> values) {
    List<String> cells = new ArrayList<>();
    cells.add(name);
    for (double value : values) {
      cells.add(Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value));
    }
    double first = values.getFirst();
    for (double value : values.subList(1, values.size())) {
      double ratio = value / first;
      cells.add(Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "-");
    }
    row(cells);
  }

  /** Removes control characters, which could affect the terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public String toString() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int width = row.get(column).length();
        if (column == widths.size()) {
          widths.add(width);
        } else {
          widths.set(column, Math.max(widths.get(column), width));
        }
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String fill = " ".repeat(widths.get(column) - cell.length());
        line.append(column == 0 ? cell + fill : GAP + fill + cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
