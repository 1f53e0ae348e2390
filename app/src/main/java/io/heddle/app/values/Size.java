package io.heddle.app.values;

/** A number of bytes, written with the largest unit that divides it: {@code 64MiB}. */
public record Size(long bytes) {
  private static final String[] UNITS = {"", "KiB", "MiB", "GiB"};

  @Override
  public String toString() {
    int unit = 0;
    long number = bytes;
    while (unit < UNITS.length - 1 && number > 0 && number % 1024 == 0) {
      number /= 1024;
      unit++;
    }
    return number + UNITS[unit];
  }
}
