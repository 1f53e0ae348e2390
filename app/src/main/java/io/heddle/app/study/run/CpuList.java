package io.heddle.app.study.run;

import io.heddle.app.study.plan.PlanException;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Processors by number, written as {@code 0,2-3}. */
record CpuList(SortedSet<Integer> numbers) {
  private static final Pattern PART = Pattern.compile("(?<from>\\d{1,5})(-(?<to>\\d{1,5}))?");

  static CpuList of(Collection<Integer> numbers) {
    return new CpuList(new TreeSet<>(numbers));
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException if the text is not a list of processors
   */
  static CpuList parse(String text) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String part : text.strip().split(",", -1)) {
      Matcher form = PART.matcher(part);
      if (!form.matches()) throw new IllegalArgumentException("not a list of processors: " + text);
      int from = Integer.parseInt(form.group("from"));
      int to = form.group("to") == null ? from : Integer.parseInt(form.group("to"));
      for (int number = from; number <= to; number++) {
        numbers.add(number);
      }
    }
    return new CpuList(numbers);
  }

  /**
   * Reads the value of an option.
   *
   * @param usable the processors that this process may use
   * @throws PlanException if it names others
   */
  static CpuList parse(String option, String text, CpuList usable) {
    String remedy = "write numbers of processors such as 0 or 0,2-3; usable are " + usable;
    CpuList list;
    try {
      list = parse(text);
    } catch (IllegalArgumentException _) {
      throw new PlanException(option, text, remedy);
    }
    if (list.numbers.isEmpty() || !usable.numbers.containsAll(list.numbers)) {
      throw new PlanException(option, text, remedy);
    }
    return list;
  }

  int size() {
    return numbers.size();
  }

  @Override
  public String toString() {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
