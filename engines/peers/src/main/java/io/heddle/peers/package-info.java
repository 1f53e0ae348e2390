/**
 * Small programs on other servers, each with the same routes as Heddle's {@code --lab}: {@code
 * /plaintext}, {@code /json}, {@code /api/echo}, {@code /sleep?ms=} and the files of a folder under
 * {@code /files/}. {@code bin/compare-peers} starts them. Settings that are not mentioned are the
 * defaults of each library.
 */
@NullMarked
package io.heddle.peers;

import org.jspecify.annotations.NullMarked;
