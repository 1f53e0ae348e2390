package io.heddle.filter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.heddle.http.Body;
import org.jspecify.annotations.Nullable;

/**
 * The compressed forms of content that is sent again and again from the same array, such as that of
 * a small file in a cache. A form is forgotten with its array. Thread-safe.
 */
final class CompressedForms {
  private static final long MAX_BYTES = 16 << 20;

  /** What an entry takes besides the compressed content. */
  private static final int OTHER_BYTES = 200;

  private final Cache<byte[], byte[]> forms =
      Caffeine.newBuilder()
          // Arrays are compared by identity; their content does not change.
          .weakKeys()
          .maximumWeight(MAX_BYTES)
          .weigher((byte[] plain, byte[] form) -> form.length + OTHER_BYTES)
          .executor(Runnable::run)
          .build();

  /** The compressed form of this content; null if it is not kept. */
  byte @Nullable [] find(Body.Bytes plain) {
    return isWhole(plain) ? forms.getIfPresent(plain.bytes()) : null;
  }

  /** Keeps a compressed form, if the content is a whole array. */
  void keep(Body.Bytes plain, byte[] form) {
    if (isWhole(plain)) {
      forms.put(plain.bytes(), form);
    }
  }

  private static boolean isWhole(Body.Bytes plain) {
    return plain.length() == plain.bytes().length;
  }
}
