package io.heddle.app.upload;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a multipart/form-data body, one after the other, as they arrive. It belongs to the
 * thread that handles the request.
 */
final class MultipartForm {
  private static final int MAX_BOUNDARY_CHARS = 70;
  private static final int MAX_PARTS = 300;
  private static final int MAX_PART_HEAD_BYTES = 4 << 10;
  private static final int MAX_FIELD_CHARS = 200;
  private static final int BUFFER_BYTES = 16 << 10;

  private final PushbackInputStream body;

  /** What a form without any part begins with. */
  private final byte[] end;

  private final MultipartInput input;
  private @Nullable InputStream current;
  private int count;

  /**
   * A form.
   *
   * @param type the Content-Type, with the boundary
   * @throws HttpException 400 when there is no boundary
   */
  MultipartForm(String type, InputStream body) throws IOException {
    String boundary = FieldParameters.of(type).get("boundary");
    if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY_CHARS) {
      throw malformed("its Content-Type has no boundary of 1 to 70 characters");
    }
    this.end = ("--" + boundary + "--").getBytes(StandardCharsets.ISO_8859_1);
    this.body = new PushbackInputStream(body, end.length);
    this.input =
        MultipartInput.builder()
            .setInputStream(this.body)
            .setBufferSize(BUFFER_BYTES)
            .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
            .setMaxPartHeaderSize(MAX_PART_HEAD_BYTES)
            .get();
    input.setHeaderCharset(StandardCharsets.UTF_8);
  }

  private static HttpException malformed(String how) {
    return new HttpException(Status.BAD_REQUEST, "the form is malformed: " + how);
  }

  /**
   * The next part; null after the last one, when the body has been read to its end.
   *
   * @throws HttpException 400 when the form is malformed; 413 when it has too many parts
   */
  @Nullable Part next() throws IOException {
    try {
      if (hasNext()) {
        requireFew();
        return part(input.readHeaders());
      }
      body.transferTo(OutputStream.nullOutputStream());
      return null;
    } catch (FileUploadException e) {
      throw malformed("a part has no end, or its head is too long");
    }
  }

  /** Parts without content, such as fields for files that are left empty, cost time too. */
  private void requireFew() {
    if (count == MAX_PARTS) {
      throw new HttpException(
          Status.CONTENT_TOO_LARGE, "a form has at most " + MAX_PARTS + " parts");
    }
    count++;
  }

  private boolean hasNext() throws IOException {
    if (current != null) {
      // Skips what has not been read.
      current.close();
      return input.readBoundary();
    }
    if (isEmpty()) {
      return false;
    }
    if (!input.skipPreamble()) {
      throw malformed("it has no part");
    }
    return true;
  }

  /** Whether it has no part, which the library cannot tell from a malformed form. */
  private boolean isEmpty() throws IOException {
    byte[] start = body.readNBytes(end.length);
    if (Arrays.equals(start, end)) {
      return true;
    }
    body.unread(start);
    return false;
  }

  private Part part(String head) {
    String disposition = "";
    for (String line : head.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase("Content-Disposition")) {
        disposition = line.substring(colon + 1).strip();
      }
    }
    Map<String, String> parameters = FieldParameters.of(disposition);
    String field = unescaped(parameters.getOrDefault("name", ""));
    boolean isNamed = !field.isEmpty() && field.length() <= MAX_FIELD_CHARS;
    if (!FieldParameters.subject(disposition).equals("form-data") || !isNamed) {
      throw malformed("a part has no name of at most " + MAX_FIELD_CHARS + " characters");
    }
    InputStream content = input.newInputStream();
    current = content;
    Optional<String> fileName =
        Optional.ofNullable(parameters.get("filename")).map(MultipartForm::unescaped);
    return new Part(field, fileName, content);
  }

  /** Browsers escape three characters of a name, and nothing else, not even the percent sign. */
  private static String unescaped(String name) {
    return name.replace("%22", "\"").replaceAll("%0[dD]", "\r").replaceAll("%0[aA]", "\n");
  }
}
