package io.heddle.app.study.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.PastedCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as lines for a shell. */
final class ShellWordsTest {
  @TempDir private Path folder;

  @Test
  void aShellMakesTheSameWords() throws Exception {
    List<String> words =
        List.of(
            "bin/app",
            "",
            "--jvm-args=-Xms1g  -Xmx1g",
            "--work=target=/it's'",
            "$HOME `id` \\ ! \"#",
            "~",
            "*",
            "{a,b}",
            "a;b&c|d<e>f(g)",
            "two\nlines",
            "--target=http://[::1]:8080",
            "ä");
    assertThat(PastedCommand.words(ShellWords.join(words), folder)).isEqualTo(words);
  }

  @Test
  void onlyWhatNeedsQuotesHasThem() {
    assertThat(ShellWords.join(List.of("bin/app", "--point=connections=64", "--server-cpus=0,2")))
        .isEqualTo("bin/app --point=connections=64 --server-cpus=0,2");
    assertThat(ShellWords.join(List.of("a b", "--work=wait=1ms cpu=1ms")))
        .isEqualTo("'a b' --work='wait=1ms cpu=1ms'");
  }
}
