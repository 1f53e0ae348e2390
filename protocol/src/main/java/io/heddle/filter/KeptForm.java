package io.heddle.filter;

import io.heddle.http.Body;
import org.jspecify.annotations.Nullable;

/**
 * Where the compressed form of some content is kept.
 *
 * @param plain the content; its form {@linkplain CompressedForms#mayKeep may be kept}
 * @param version its strong entity tag
 */
record KeptForm(CompressedForms forms, Body plain, String version) {
  /** The form; null if it is not kept. */
  @Nullable Body find() {
    return forms.find(plain, version);
  }

  void keep(byte[] compressed) {
    forms.keep(plain, version, compressed);
  }

  /** Begins to make the form; null if it cannot be kept, as {@link CompressedForms#begin} says. */
  @Nullable NewForm begin() {
    return forms.begin(plain, version);
  }
}
