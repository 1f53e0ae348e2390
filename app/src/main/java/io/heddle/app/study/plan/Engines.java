package io.heddle.app.study.plan;

import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variants that a list such as {@code epoll-virtual,epoll-pool=64,vthreads} names. */
public final class Engines {
  /** The names that a list may have. */
  public static final List<String> NAMES =
      List.of("epoll-virtual", "epoll-pool", "vthreads", "threads");

  private static final String OPTION = "--engines";
  private static final String POOL = "epoll-pool";
  private static final String WORKERS = "--workers=";
  private static final Pattern FORM = Pattern.compile("(?<name>[a-z-]+)(=(?<workers>\\d{1,6}))?");
  private static final int MAX_WORKERS = 100_000;

  private Engines() {}

  /**
   * The variants, in this order. One that is named again gets a number, so that A can be compared
   * with A.
   *
   * @throws PlanException if a name is not known
   */
  public static List<Variant> of(List<String> list) {
    if (list.isEmpty()) {
      throw new PlanException(OPTION, "", "name at least one of " + String.join(", ", NAMES));
    }
    List<Variant> variants = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String word : list) {
      Variant variant = variant(word);
      int earlier = Collections.frequency(names, variant.name());
      names.add(variant.name());
      String number = earlier == 0 ? "" : "-" + (earlier + 1);
      boolean isSame =
          variants.stream()
              .anyMatch(
                  v ->
                      v.options().equals(variant.options())
                          || isChosenLater(v, variant)
                          || isChosenLater(variant, v));
      String title = isSame ? ", number " + (earlier + 1) : "";
      variants.add(
          new Variant(variant.name() + number, variant.title() + title, variant.options()));
    }
    return variants;
  }

  /** Whether a sweep may choose the number of workers that the other pool has. */
  private static boolean isChosenLater(Variant variant, Variant other) {
    return needsSweep(variant) && other.name().startsWith(POOL);
  }

  private static Variant variant(String word) {
    Matcher form = FORM.matcher(word);
    String name = form.matches() ? form.group("name") : word;
    String workers = form.matches() ? form.group("workers") : null;
    if (!NAMES.contains(name)) {
      throw new PlanException(
          OPTION,
          word,
          "write one or more of " + String.join(", ", NAMES) + ", with commas between them");
    }
    if (workers != null && !name.equals(POOL)) {
      throw new PlanException(OPTION, word, "only epoll-pool has a number of workers: remove it");
    }
    if (workers != null && !isPossible(Integer.parseInt(workers))) {
      throw new PlanException(OPTION, word, "write 1 to " + MAX_WORKERS + " workers");
    }
    return switch (name) {
      case "epoll-virtual" ->
          new Variant(
              name, "epoll with virtual workers", List.of("--engine=epoll", WORKERS + "virtual"));
      case POOL ->
          workers == null
              ? new Variant(name, "epoll with a pool", List.of("--engine=epoll"))
              : withWorkers(
                  new Variant(name, "epoll with a pool", List.of("--engine=epoll")),
                  Integer.parseInt(workers));
      case "vthreads" -> new Variant(name, "virtual threads", List.of("--engine=vthreads"));
      default -> new Variant(name, "platform threads", List.of("--engine=threads"));
    };
  }

  private static boolean isPossible(int workers) {
    return workers >= 1 && workers <= MAX_WORKERS;
  }

  /** Whether a sweep has to choose the number of workers. */
  public static boolean needsSweep(Variant variant) {
    return variant.name().startsWith(POOL)
        && variant.options().stream().noneMatch(option -> option.startsWith(WORKERS));
  }

  /** The pool with a number of workers. */
  public static Variant withWorkers(Variant pool, int workers) {
    return new Variant(
        pool.name(),
        pool.title().replaceFirst("pool", "pool of " + workers),
        List.of("--engine=epoll", WORKERS + workers));
  }

  /**
   * What {@code --engines} calls the engine of a variant, such as {@code epoll-pool=64}. Variants
   * of the same engine have names of their own, but the same options.
   */
  public static String word(Variant variant) {
    for (String name : NAMES) {
      if (variant(name).options().equals(variant.options())) return name;
    }
    return variant.options().stream()
        .filter(option -> option.startsWith(WORKERS))
        .map(option -> POOL + "=" + option.substring(WORKERS.length()))
        .findFirst()
        .orElse(variant.name());
  }
}
