package io.heddle.http1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends and what comes of it, as a section of a file in {@code samples} has it.
 *
 * @param source file and title
 * @param parts what the client sends; before each part but the first it waits until the server has
 *     nothing more to say
 * @param ends whether the client half-closes after its last octet
 * @param uncut whether the outcome depends on the octets coming in one piece
 * @param refusedHead whether the request that is refused is HEAD
 * @param outcome a line for each response, {@code ---} for each wait, and how the connection ends
 * @param response all responses as visible text, when their exact octets matter
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
