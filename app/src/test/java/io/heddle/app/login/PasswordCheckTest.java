package io.heddle.app.login;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.heddle.http.HttpException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has to wait until a password is compared. */
class PasswordCheckTest {
  private static final int SLOW = 13;

  @TempDir private Path folder;

  private static String user(String name, int cost) {
    return name
        + ":"
        + BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(cost, "right".toCharArray())
        + "\n";
  }

  @Test
  void aClientWithTooManyWrongPasswordsDoesNotQueue() throws Exception {
    Path users = folder.resolve("users");
    Files.writeString(users, user("fast", 4) + user("slow", SLOW));
    PasswordCheck check = new PasswordCheck(Passwords.read(users));
    InetAddress guesser = InetAddress.ofLiteral("192.0.2.1");
    for (int i = 0; i < 10; i++) {
      assertThat(check.check(new Credentials("fast", "wrong"), guesser))
          .isEqualTo(PasswordCheck.Outcome.WRONG);
    }
    List<Thread> busy =
        IntStream.range(0, 8 * Math.max(1, Runtime.getRuntime().availableProcessors() / 2))
            .mapToObj(i -> Thread.startVirtualThread(() -> checkSlowly(check, i)))
            .toList();
    Thread.sleep(50);
    assertThat(check.check(new Credentials("fast", "wrong"), guesser))
        .isEqualTo(PasswordCheck.Outcome.TOO_MANY);
    assertThat(busy).as("the others are still being compared, or wait").anyMatch(Thread::isAlive);
    for (Thread thread : busy) {
      thread.interrupt();
      thread.join();
    }
  }

  /** Each client has its own address, so that none has too many failures. */
  private static void checkSlowly(PasswordCheck check, int number) {
    try {
      check.check(new Credentials("slow", "wrong"), InetAddress.ofLiteral("198.51.100." + number));
    } catch (InterruptedException | HttpException e) {
      // the test is over, or its turn never came
    }
  }
}
