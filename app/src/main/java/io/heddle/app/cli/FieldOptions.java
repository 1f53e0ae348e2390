package io.heddle.app.cli;

import io.heddle.app.values.CacheRule;
import io.heddle.app.values.OwnField;
import io.heddle.content.FieldRules;
import io.heddle.http.Field;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The options for fields of responses. */
public final class FieldOptions {
  private static final String CACHE_CONTROL = "--cache-control";
  private static final String IMMUTABLE = "--immutable";
  private static final String HEADER = "--header";

  @Option(
      names = CACHE_CONTROL,
      paramLabel = "PATTERN=VALUE",
      split = "\\R",
      converter = CacheRule.Converter.class,
      description = {
        "Cache-Control for files of --root, such as '*.html=no-cache' or '/assets/*=max-age=3600'."
            + " Repeatable; the first pattern that matches is used."
      })
  private List<CacheRule> cacheControl = List.of();

  @Option(
      names = IMMUTABLE,
      fallbackValue = "true",
      description =
          "Let clients keep files with a digest in their names, such as app.3f9c2b1a.js, for a"
              + " year.")
  private boolean immutable;

  @Option(
      names = HEADER,
      paramLabel = "FIELD",
      split = "\\R",
      converter = OwnField.Converter.class,
      description =
          "Field for all responses, such as 'X-Frame-Options: DENY', or for some files of --root,"
              + " such as '/fonts/*=Access-Control-Allow-Origin: *'. Repeatable.")
  private List<OwnField> headers = List.of();

  FieldOptions() {}

  /** The fields of responses with a file. */
  public FieldRules ofFiles() {
    FieldRules rules = FieldRules.NONE;
    for (CacheRule rule : cacheControl) {
      rules = rules.withCacheControl(rule.glob(), rule.value());
    }
    for (OwnField header : headers) {
      if (header.glob().isPresent()) {
        rules = rules.with(header.glob().get(), header.field());
      }
    }
    return immutable ? rules.withImmutableDigests() : rules;
  }

  /** The fields of all responses. */
  public List<Field> ofAll() {
    return headers.stream().filter(header -> header.glob().isEmpty()).map(OwnField::field).toList();
  }

  void check(Predicate<String> isSet, boolean hasRoot) {
    for (String option : new String[] {CACHE_CONTROL, IMMUTABLE}) {
      if (!hasRoot && isSet.test(option)) {
        throw new WrongValue("there are no files: add --root, or remove this option", option);
      }
    }
    if (!hasRoot && headers.stream().anyMatch(header -> header.glob().isPresent())) {
      throw new WrongValue("there are no files: add --root, or remove the pattern", HEADER);
    }
  }

  /** Removes values that have no effect. */
  void describe(Map<String, String> values, boolean hasRoot) {
    if (!hasRoot) {
      values.remove(IMMUTABLE.substring(2));
    }
    if (cacheControl.isEmpty()) {
      values.remove(CACHE_CONTROL.substring(2));
    }
    if (headers.isEmpty()) {
      values.remove(HEADER.substring(2));
    }
  }
}
