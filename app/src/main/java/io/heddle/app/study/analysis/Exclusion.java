package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Cell;

/** A cell that is not used, and why: most often the generator was the limit, not the server. */
public record Exclusion(Cell cell, String reason) {}
