package io.heddle.app.study.data;

/** What a figure counts. Stored values are in base units, never in milli or mega. */
public enum Unit {
  PER_SECOND,
  SECONDS,
  BYTES,
  COUNT,
  /** A part of a whole, from 0 to 1. */
  SHARE
}
