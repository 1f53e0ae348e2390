package io.heddle.app.study.data;

import java.nio.file.Path;

/** A variant at a point of a workload, in whatever round. */
public record Place(String workload, String point, String variant) {
  public Place {
    Required.text("workload", workload);
    Required.text("point", point);
    Required.text("variant", variant);
  }

  /** The file of a place within a folder, with an ending such as {@code .json}. */
  public Path path(String ending) {
    return Path.of(CellKey.slug(workload), CellKey.slug(point), CellKey.slug(variant) + ending);
  }

  @Override
  public String toString() {
    return workload + ", " + point + ", " + variant;
  }
}
