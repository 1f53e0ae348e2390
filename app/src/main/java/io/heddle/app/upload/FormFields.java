package io.heddle.app.upload;

import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a form in the order of the form, without its files. They are kept in memory, so
 * their number and size are bounded. It belongs to the thread that handles the request.
 */
public final class FormFields {
  /** A field; several may have the same name. */
  public record Field(String name, String value) {}

  private static final int MAX_FIELDS = 100;
  private static final int MAX_BYTES = 64 << 10;

  private final List<Field> fields = new ArrayList<>();
  private int leftBytes = MAX_BYTES;

  FormFields() {}

  /**
   * Reads a whole body of type application/x-www-form-urlencoded.
   *
   * @throws HttpException 400 when it is malformed; 413 when it is too large
   */
  public static FormFields ofUrlEncoded(InputStream body) throws IOException {
    FormFields form = new FormFields();
    byte[] bytes = form.read(body);
    Octets pairs = new Octets(bytes, 0, bytes.length);
    for (int start = 0; start < pairs.length(); ) {
      int end = pairs.indexOf('&', start);
      Octets pair = pairs.slice(start, end);
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=', 0);
        int value = Math.min(equals + 1, pair.length());
        form.add(
            PercentEncoding.decodeForm(pair.slice(0, equals)),
            PercentEncoding.decodeForm(pair.slice(value, pair.length())));
      }
      start = end + 1;
    }
    return form;
  }

  /**
   * Adds a field whose value is the whole content of a part, in UTF-8.
   *
   * @throws HttpException 400 when it is not UTF-8; 413 when it is too large
   */
  void add(String name, InputStream content) throws IOException {
    byte[] bytes = read(content);
    try {
      add(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new HttpException(Status.BAD_REQUEST, "a field of the form is not UTF-8");
    }
  }

  private byte[] read(InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(leftBytes + 1);
    if (bytes.length > leftBytes) {
      throw tooLarge();
    }
    leftBytes -= bytes.length;
    return bytes;
  }

  private void add(String name, String value) {
    if (fields.size() == MAX_FIELDS) {
      throw tooLarge();
    }
    fields.add(new Field(name, value));
  }

  private static HttpException tooLarge() {
    return new HttpException(
        Status.CONTENT_TOO_LARGE,
        "a form has at most " + MAX_FIELDS + " fields with " + MAX_BYTES + " bytes, besides files");
  }

  /** The value of the first field of this name. */
  public Optional<String> first(String name) {
    return fields.stream().filter(field -> field.name.equals(name)).map(Field::value).findFirst();
  }

  List<Field> list() {
    return Collections.unmodifiableList(fields);
  }
}
