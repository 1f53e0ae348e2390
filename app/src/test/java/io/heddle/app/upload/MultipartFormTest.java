package io.heddle.app.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HttpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MultipartFormTest {
  private static final String TYPE = "multipart/form-data; boundary=\"b-1\"";

  private static final String FORM =
      """
      --b-1
      Content-Disposition: form-data; name="title"

      Grüße
      --b-1
      content-type: text/plain
      content-disposition: form-data; name="file"; filename="a b.txt"

      one
      --b-
      two

      --b-1
      Content-Disposition: form-data; name="empty"; filename=""


      --b-1--
      """
          .replace("\n", "\r\n");

  private static final List<String> PARTS =
      List.of("title: Grüße", "file a b.txt: one\r\n--b-\r\ntwo\r\n", "empty : ");

  /** A stream that gives as many bytes at a time as it is told to. */
  private static InputStream pieces(byte[] bytes, int most) {
    ByteArrayInputStream all = new ByteArrayInputStream(bytes);
    return new InputStream() {
      @Override
      public int read() {
        return all.read();
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        return all.read(target, offset, Math.min(length, most));
      }
    };
  }

  private static List<String> parts(InputStream body) throws IOException {
    MultipartForm form = new MultipartForm(TYPE, body);
    List<String> parts = new ArrayList<>();
    for (Part part = form.next(); part != null; part = form.next()) {
      String content = new String(part.content().readAllBytes(), StandardCharsets.UTF_8);
      parts.add(part.field() + part.fileName().map(name -> " " + name).orElse("") + ": " + content);
    }
    return parts;
  }

  @Test
  void hasItsPartsHoweverTheBytesAreCut() throws IOException {
    byte[] bytes = FORM.getBytes(StandardCharsets.UTF_8);
    for (int most = 1; most <= bytes.length; most++) {
      assertThat(parts(pieces(bytes, most))).as("%s bytes at a time", most).isEqualTo(PARTS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--b-1--", "--b-1--\r\n", "--b-1--\r\nignored"})
  void mayHaveNoPart(String form) throws IOException {
    byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
    for (int most = 1; most <= bytes.length; most++) {
      assertThat(parts(pieces(bytes, most))).as("%s bytes at a time", most).isEmpty();
    }
  }

  @Test
  void aFormThatIsCutOffIsMalformed() {
    byte[] bytes = FORM.getBytes(StandardCharsets.UTF_8);
    int end = FORM.lastIndexOf("--") + "ü".length() * 2;
    for (int length = 0; length < end; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> parts(pieces(cut, 1_000)))
          .as("%s of %s bytes", length, bytes.length)
          .isInstanceOfAny(HttpException.class, FileUploadException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=1234567890123456789012345678901234567890123456789012345678901234567890x"
      })
  void needsABoundary(String type) {
    assertThatThrownBy(() -> new MultipartForm(type, InputStream.nullInputStream()))
        .isInstanceOf(HttpException.class)
        .hasMessage(
            "the form is malformed: its Content-Type has no boundary of 1 to 70 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "form-data",
        "form-data; filename=a",
        "attachment; name=a",
        "",
      })
  void everyPartHasAName(String disposition) {
    String body = "--b-1\r\nContent-Disposition: " + disposition + "\r\n\r\nx\r\n--b-1--\r\n";
    assertThatThrownBy(() -> parts(pieces(body.getBytes(StandardCharsets.UTF_8), 100)))
        .isInstanceOf(HttpException.class)
        .hasMessageContaining("a part has no name");
  }

  private static String only(String disposition) throws IOException {
    String body = "--b-1\r\nContent-Disposition: " + disposition + "\r\n\r\nx\r\n--b-1--\r\n";
    return parts(pieces(body.getBytes(StandardCharsets.UTF_8), 100)).getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "FORM-Data;NAME=f;FileName=a.txt | f a.txt: x",
        "form-data ; name = \"f\" ; filename = \"a;b=c.txt\" ; | f a;b=c.txt: x",
        "form-data; name=\"f\"; filename=\"a\\\"b.txt\" | f a\"b.txt: x",
        "form-data; name=\"f%22\"; filename=\"100%25 %22b%22.txt\" | f\" 100%25 \"b\".txt: x",
        "form-data; name=\"f\"; filename=\"C:\\new\\a.txt\" | f C:\\new\\a.txt: x",
        "form-data; name=\"f\"; filename=\"=?UTF-8?B?Y?=\" | f =?UTF-8?B?Y?=: x",
        "form-data; name=\"f\"; filename=\"=?UTF-8?Q?a=2Fb?=\" | f =?UTF-8?Q?a=2Fb?=: x",
        "form-data; name=\"f\"; filename=\"a\"; filename*=UTF-8''%zz | f a: x",
        "form-data; name=\"f\"; filename=\"\" | f : x",
      })
  void namesAreTakenAsTheyWereSent(String disposition, String part) throws IOException {
    assertThat(only(disposition)).isEqualTo(part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "form-data; name=\"f",
        "form-data; name=\"f\\\"",
        "form-data; name=\"f\"g; filename=a",
        "form-data; name=f; name=g",
        "form-data; name=f; filename=a; FILENAME=b",
      })
  void doubtfulNamesAreRefused(String disposition) {
    assertThatThrownBy(() -> only(disposition))
        .isInstanceOf(HttpException.class)
        .hasMessageStartingWith("the form is malformed: ");
  }

  @Test
  void theNumberOfPartsIsBounded() throws IOException {
    String empty = "--b-1\r\nContent-Disposition: form-data; name=a; filename=\"\"\r\n\r\n\r\n";
    byte[] most = (empty.repeat(300) + "--b-1--\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] tooMany = (empty.repeat(301) + "--b-1--\r\n").getBytes(StandardCharsets.UTF_8);
    assertThat(parts(pieces(most, 1_000))).hasSize(300);
    assertThatThrownBy(() -> parts(pieces(tooMany, 1_000)))
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status().code()).isEqualTo(413));
  }

  @Test
  void theHeadOfAPartIsBounded() {
    String head = "--b-1\r\nContent-Disposition: form-data; name=a\r\nX: " + "x".repeat(5_000);
    String body = head + "\r\n\r\nx\r\n--b-1--\r\n";
    assertThatThrownBy(() -> parts(pieces(body.getBytes(StandardCharsets.UTF_8), 100)))
        .isInstanceOf(HttpException.class)
        .hasMessageContaining("its head is too long");
  }

  /** Whatever arrives, nothing but a refusal comes out. */
  @Test
  void randomFormsAreReadOrRefused() throws IOException {
    Random random = new Random(20251122);
    Map<String, Integer> outcomes = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = FORM.getBytes(StandardCharsets.UTF_8);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextBoolean() ? bytes[random.nextInt(bytes.length)] : (byte) random.nextInt();
      }
      try {
        parts(pieces(bytes, 1 + random.nextInt(100)));
        outcomes.merge("read", 1, Integer::sum);
      } catch (HttpException | FileUploadException e) {
        outcomes.merge("refused", 1, Integer::sum);
      }
    }
    assertThat(outcomes.get("read")).isGreaterThan(1_000);
    assertThat(outcomes.get("refused")).isGreaterThan(1_000);
  }
}
