package io.heddle.app.login;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
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
    InetAddress other = InetAddress.ofLiteral("192.0.2.2");
    for (int i = 0; i < 10; i++) {
      assertThat(check.check(new Credentials("fast", "wrong"), guesser))
          .isEqualTo(PasswordCheck.Outcome.WRONG);
    }
    AtomicBoolean isCompared = new AtomicBoolean();
    Thread[] busy = new Thread[Runtime.getRuntime().availableProcessors()];
    for (int i = 0; i < busy.length; i++) {
      busy[i] =
          Thread.startVirtualThread(
              () -> {
                try {
                  check.check(new Credentials("slow", "wrong"), other);
                  isCompared.set(true);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    Thread.sleep(50);
    assertThat(check.check(new Credentials("fast", "wrong"), guesser))
        .isEqualTo(PasswordCheck.Outcome.TOO_MANY);
    assertThat(isCompared).as("the others are still being compared").isFalse();
    for (Thread thread : busy) {
      thread.join();
    }
  }
}
