package io.heddle.gatling.report;

import java.util.ArrayList;
import java.util.List;

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
