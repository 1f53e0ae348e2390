package io.heddle.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class GuardedObserverTest {
  private static Observer throwing(Error error) {
    return new GuardedObserver(
        new Observer() {
          @Override
          public void opened() {
            throw error;
          }
        });
  }

  @Test
  void passesEveryCallOn() {
    List<String> all =
        Arrays.stream(Observer.class.getDeclaredMethods()).map(GuardedObserverTest::call).toList();
    List<String> passedOn =
        Arrays.stream(GuardedObserver.class.getDeclaredMethods())
            .map(GuardedObserverTest::call)
            .toList();
    assertThat(all).isNotEmpty();
    assertThat(passedOn).containsAll(all);
  }

  private static String call(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }

  @Test
  void logsFailuresLessAndLessOften() {
    Logger log = Logger.getLogger(GuardedObserver.class.getName());
    List<String> messages = new ArrayList<>();
    Filter filter =
        record -> {
          messages.add(record.getMessage());
          return false;
        };
    log.setFilter(filter);
    try {
      Observer observer = throwing(new AssertionError("on purpose"));
      for (int i = 0; i < 1000; i++) {
        observer.opened();
      }
    } finally {
      log.setFilter(null);
    }
    assertThat(messages).hasSize(10).last().asString().contains("512 times");
  }

  @Test
  void rethrowsErrorsOfTheVirtualMachine() {
    assertThatThrownBy(() -> throwing(new OutOfMemoryError("on purpose")).opened())
        .isInstanceOf(OutOfMemoryError.class);
  }
}
