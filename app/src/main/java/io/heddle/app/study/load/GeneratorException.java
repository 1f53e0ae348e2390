package io.heddle.app.study.load;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The generator cannot do a job, whatever the server does. */
final class GeneratorException extends IOException {
  private static final long serialVersionUID = 1;

  GeneratorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
