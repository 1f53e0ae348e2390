package io.heddle.app.upload;

import java.io.InputStream;
import java.util.Optional;

/**
 * One part of a form (RFC 7578): a field, or a file.
 *
 * @param field the name of the field
 * @param fileName as the client sent it; empty if the part is not a file
 * @param content readable until the next part is asked for
 */
record Part(String field, Optional<String> fileName, InputStream content) {}
