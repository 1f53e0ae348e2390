package io.heddle.app.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of users and passwords. */
class PasswordsTest {
  private static final int FAST = 4;

  @TempDir private Path folder;

  static String hash(String password) {
    return BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(FAST, password.toCharArray());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("users"), text);
  }

  @Test
  void aUserHasOnePassword() throws Exception {
    Passwords passwords =
        Passwords.read(file("# staff\nada:" + hash("engine") + "\n\nalan:" + hash("tape") + "\n"));
    assertThat(passwords.contain("ada", "engine")).isTrue();
    assertThat(passwords.contain("alan", "tape")).isTrue();
    assertThat(passwords.contain("ada", "tape")).isFalse();
    assertThat(passwords.contain("ada", "")).isFalse();
    assertThat(passwords.contain("grace", "engine")).isFalse();
    assertThat(passwords.contain("", "")).isFalse();
  }

  @Test
  void aLongPasswordIsNoError() throws Exception {
    Passwords passwords = Passwords.read(file("ada:" + hash("x".repeat(72))));
    assertThat(passwords.contain("ada", "x".repeat(5_000))).isTrue();
    assertThat(passwords.contain("ada", "y".repeat(5_000))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ada:engine, line 2 is not a user and a bcrypt hash: write it with htpasswd -B",
    "ada:$apr1$salt$hash, line 2 is not a user and a bcrypt hash",
    "ada:$2y$16$......................DjLbxWjSwnDy39F.9M0YErWE5tCFwKC, cost is not within 4 to 15"
  })
  void aWrongLineIsNamedButNotShown(String line, String message) throws Exception {
    Path file = file("\n" + line);
    assertThatThrownBy(() -> Passwords.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("engine");
  }

  @Test
  void aUserIsInTheFileOnce() throws Exception {
    Path file = file("ada:" + hash("a") + "\nada:" + hash("b"));
    assertThatThrownBy(() -> Passwords.read(file)).hasMessageStartingWith("line 2 has a user");
  }
}
