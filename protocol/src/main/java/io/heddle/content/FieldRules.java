package io.heddle.content;

import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Fields for files whose paths match patterns. Immutable. */
public final class FieldRules implements FileFields {
  /** No rules. */
  public static final FieldRules NONE = new FieldRules(List.of(), List.of(), false);

  private static final Field IMMUTABLE =
      Field.of(HeaderName.CACHE_CONTROL, "public, max-age=31536000, immutable");

  /**
   * A name with a digest of the content: at least eight hexadecimal digits before the extension.
   * Letters and digits must be among them, because dates, versions and words are no digests.
   */
  private static final Pattern DIGEST =
      Pattern.compile(
          "[^/]*[.-](?=[a-f]*\\d)(?=\\d*[a-f])[0-9a-f]{8,64}(\\.[a-z0-9]+)+",
          Pattern.CASE_INSENSITIVE);

  private final List<Rule> cacheControl;
  private final List<Rule> others;
  private final boolean hasImmutable;

  private record Rule(PathGlob glob, Field field) {}

  private FieldRules(List<Rule> cacheControl, List<Rule> others, boolean hasImmutable) {
    this.cacheControl = cacheControl;
    this.others = others;
    this.hasImmutable = hasImmutable;
  }

  /**
   * A copy with a Cache-Control field for files that match none of the earlier patterns.
   *
   * @throws IllegalArgumentException when it is not a valid field value
   */
  public FieldRules withCacheControl(PathGlob glob, String value) {
    Rule rule = new Rule(glob, Field.of(HeaderName.CACHE_CONTROL, value));
    return new FieldRules(more(cacheControl, rule), others, hasImmutable);
  }

  /**
   * A copy in which clients keep files with a digest in their names for a year, and never ask
   * again; unless there is another rule for them.
   */
  public FieldRules withImmutableDigests() {
    return new FieldRules(cacheControl, others, true);
  }

  /** A copy with one more field for files. */
  public FieldRules with(PathGlob glob, Field field) {
    return new FieldRules(cacheControl, more(others, new Rule(glob, field)), hasImmutable);
  }

  private static List<Rule> more(List<Rule> rules, Rule rule) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(rule);
    return List.copyOf(more);
  }

  @Override
  public List<Field> of(String path, MediaType type) {
    List<Field> fields = new ArrayList<>();
    cacheControl(path).ifPresent(fields::add);
    for (Rule rule : others) {
      if (rule.glob.matches(path)) {
        fields.add(rule.field);
      }
    }
    return fields;
  }

  private Optional<Field> cacheControl(String path) {
    for (Rule rule : cacheControl) {
      if (rule.glob.matches(path)) {
        return Optional.of(rule.field);
      }
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    return hasImmutable && DIGEST.matcher(name).matches()
        ? Optional.of(IMMUTABLE)
        : Optional.empty();
  }
}
