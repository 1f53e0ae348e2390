package io.heddle.http1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample from a file in {@code samples}: what a client sends, and the expected result.
 *
 * @param source file and title
 * @param parts what the client sends; before each part except the first it waits until the server
 *     has nothing more to send
 * @param ends whether the client half-closes after its last byte
 * @param uncut whether the result depends on all bytes arriving together
 * @param refusedHead whether the refused request is a HEAD request
 * @param outcome a line for each response, {@code ---} for each wait, and how the connection ends
 * @param response all responses as visible text, if their exact bytes matter
 */
record Sample(
    String source,
    List<byte[]> parts,
    boolean ends,
    boolean uncut,
    boolean refusedHead,
    List<String> outcome,
    @Nullable String response) {

  int length() {
    return parts.stream().mapToInt(part -> part.length).sum();
  }
}
