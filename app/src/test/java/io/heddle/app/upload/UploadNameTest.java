package io.heddle.app.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.store.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UploadNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "photo.jpg            | photo.jpg",
        "my photo (1).jpg     | my photo (1).jpg",
        "Größe.txt            | Größe.txt",
        "/etc/passwd          | passwd",
        "../../a.txt          | a.txt",
        "C:\\Users\\me\\a.txt | a.txt",
        "a/b\\c               | c",
        ".htaccess            | htaccess",
        "...                  | file",
        "''                   | file",
        "' '                  | file",
        "folder/              | file",
        "a.txt. .             | a.txt",
        "a<b>c:d?g*h          | a_b_c_d_g_h",
        ".heddle-draft-1      | heddle-draft-1",
        "CON.txt              | CON.txt",
      })
  void isPlain(String sent, String name) {
    assertThat(UploadName.of(sent)).isEqualTo(name);
  }

  /** A name that is written from right to left hides its real extension. */
  @Test
  void hasNoInvisibleCharacters() {
    assertThat(UploadName.of("a\u202Egpj.exe\u0000\r\n\t\u200B\u2028")).isEqualTo("agpj.exe");
  }

  @Test
  void theSameTextHasTheSameName() {
    assertThat(UploadName.of("e\u0301")).isEqualTo(UploadName.of("\u00E9"));
  }

  @Test
  void aLongNameKeepsItsExtension() {
    assertThat(UploadName.of("é".repeat(500) + ".tar.gz"))
        .isEqualTo("é".repeat((UploadName.MAX_BYTES - 3) / 2) + ".gz");
    assertThat(UploadName.of("a." + "b".repeat(500))).hasSize(UploadName.MAX_BYTES);
    assertThat(UploadName.of("\uD83D\uDE00".repeat(500)))
        .isEqualTo("\uD83D\uDE00".repeat(UploadName.MAX_BYTES / 4));
  }

  @Test
  void everyNameCanBeStored() {
    Random random = new Random(20251122);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder sent = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        sent.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65_536)));
      }
      String name = UploadName.of(sent.toString());
      assertThat(new FilePath(List.of(), name).name()).isEqualTo(name);
      assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, UploadName.MAX_BYTES);
    }
  }
}
