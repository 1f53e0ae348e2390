package io.heddle.app.study.hyperfoil;

import java.io.IOException;
import java.nio.file.Path;

/** Results that cannot be imported. The message is one line with the file and the remedy. */
public final class ResultException extends IOException {
  private static final long serialVersionUID = 1;

  ResultException(Path file, String problem, String remedy) {
    super(file + ": " + problem + "; " + remedy);
  }
}
