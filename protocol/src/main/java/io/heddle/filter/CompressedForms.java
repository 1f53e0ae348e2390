package io.heddle.filter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.CachedContent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compressed forms of content that is sent again and again from the same array or the same open
 * file, as those in the cache of files are. A form is forgotten with its array or file. The memory
 * for forms is bounded: for those that are kept, for those in the making, and for those that slow
 * clients still receive when they are kept no more. Thread-safe.
 */
final class CompressedForms {
  /** Larger content is compressed each time. */
  static final int MAX_PLAIN_BYTES = 256 << 10;

  private static final long MAX_BYTES = 16 << 20;

  /** All forms together may take this fraction of the heap. */
  private static final int HEAP_SHARE = 32;

  /** What an entry takes besides the compressed content. */
  private static final int OTHER_BYTES = 300;

  private final Budget budget;

  /** Forms that are not kept any more, but are still being sent to slow clients. */
  private final Budget leftovers;

  /**
   * The form of a part of an array or file.
   *
   * @param version the entity tag of the plain content
   */
  private record Form(String version, long position, long length, CachedContent compressed) {
    boolean isOf(Body plain, String tag) {
      return tag.equals(version)
          && position == CompressedForms.position(plain)
          && length == plain.length();
    }
  }

  /** By arrays and files, which are compared by identity. */
  private final Cache<Object, Form> forms =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumWeight(share())
          .weigher((Object source, Form form) -> form.compressed.length() + OTHER_BYTES)
          .executor(Runnable::run)
          .removalListener(CompressedForms::removed)
          .build();

  /** Arrays and files whose forms are being made, by identity. */
  private final Cache<Object, Boolean> inTheMaking =
      Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

  /** No forms yet. */
  CompressedForms() {
    this(new Budget(Math.max(share(), NewForm.maxBytes(MAX_PLAIN_BYTES))), new Budget(share()));
  }

  CompressedForms(Budget budget, Budget leftovers) {
    this.budget = budget;
    this.leftovers = leftovers;
  }

  private static long share() {
    return Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /** Whether the form of this content may be kept. */
  static boolean mayKeep(Body plain) {
    return !(plain instanceof Body.Stream) && plain.length() <= MAX_PLAIN_BYTES;
  }

  private static void removed(@Nullable Object source, @Nullable Form form, RemovalCause cause) {
    if (form != null) {
      form.compressed.drop();
    }
  }

  /**
   * The compressed form of this content; null if it is not kept.
   *
   * @param plain may be kept
   * @param version its strong entity tag
   */
  @Nullable Body find(Body plain, String version) {
    Form form = forms.getIfPresent(source(plain));
    return form != null && form.isOf(plain, version) ? form.compressed.body() : null;
  }

  /** Keeps the compressed form of this content, unless slow clients keep too many others. */
  void keep(Body plain, String version, byte[] compressed) {
    if (leftovers.has(0)) {
      CachedContent content = new CachedContent(compressed, leftovers);
      forms.put(source(plain), new Form(version, position(plain), plain.length(), content));
    }
  }

  /**
   * Begins to make the form of this content. One form of an array or file is made at a time, so
   * that many requests at once do not each copy it.
   *
   * @param plain may be kept
   * @param version its strong entity tag
   * @return null if the form is in the making already, or too many others are
   */
  @Nullable NewForm begin(Body plain, String version) {
    long bytes = NewForm.maxBytes(plain.length());
    if (!leftovers.has(0) || !budget.take(bytes)) {
      return null;
    }
    Object source = source(plain);
    if (making().putIfAbsent(source, true) != null) {
      budget.give(bytes);
      return null;
    }
    return new NewForm(
        plain.length(), budget, form -> keep(plain, version, form), () -> making().remove(source));
  }

  private Map<Object, Boolean> making() {
    return inTheMaking.asMap();
  }

  private static Object source(Body plain) {
    return switch (plain) {
      case Body.Bytes bytes -> bytes.bytes();
      case Body.Region region -> region.file();
      case Body.Stream stream -> throw new IllegalArgumentException("a stream is not kept");
    };
  }

  private static long position(Body plain) {
    return switch (plain) {
      case Body.Bytes bytes -> bytes.from();
      case Body.Region region -> region.position();
      case Body.Stream stream -> throw new IllegalArgumentException("a stream is not kept");
    };
  }
}
