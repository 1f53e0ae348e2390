package io.heddle.app.cli;

import static io.heddle.app.cli.Words.options;
import static io.heddle.app.cli.Words.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options in variables of the environment. */
final class VariablesTest {
  @Test
  void aVariableHasAValuePerLine() {
    Options options = options(Map.of("APP_HEADER", "A: 1\nB: 2, 3"));
    assertThat(options.fields().ofAll()).hasToString("[A: 1, B: 2, 3]");
  }

  @Test
  void aVariableIsUsedIfItsFlagIsMissing() {
    Map<String, String> variables =
        Map.of("APP_ENGINE", "threads", "APP_MAX_BODY_BYTES", "1KiB", "APP_LAB", "true");
    Options options = options(variables, "--engine=epoll");
    assertThat(options.engine().kind()).isEqualTo(EngineOptions.Kind.epoll);
    assertThat(options.limits().toLimits().maxBodyBytes()).isEqualTo(1024);
    assertThat(options.lab().isOn()).isTrue();
  }

  @Test
  void aVariableCanBeFalse() {
    assertThat(options(Map.of("APP_LAB", "false")).lab().isOn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"true, --lab", "false, --lab", "false, --lab=true", "true, --lab=true"})
  void aFlagOverridesItsVariable(String variable, String word) {
    assertThat(options(Map.of("APP_LAB", variable), word).lab().isOn()).isTrue();
    assertThat(options(Map.of("APP_LAB", variable), "--lab=false").lab().isOn()).isFalse();
  }

  @Test
  void aVariableIsUsedLiterally(@TempDir Path folder) throws Exception {
    Path odd = Files.createDirectory(folder.resolve("${sys:user.name} 'x' \\"));
    assertThat(options(Map.of("APP_ROOT", odd.toString())).files().root()).hasValue(odd);
  }

  @ParameterizedTest
  @CsvSource({
    "APP_PROT, APP_PORT",
    "APP_ENGIN, APP_ENGINE",
    "APP_MAX_CONNECTION, APP_MAX_CONNECTIONS",
    "APP_MAX_BODY, APP_MAX_BODY_BYTES",
    "APP_HEAD_TIMEUOT, APP_HEAD_TIMEOUT",
    "APP_ADMINPORT, APP_ADMIN_PORT"
  })
  void aMisspeltVariableCausesAWarning(String variable, String meant) {
    assertThat(warnings(Map.of(variable, "1")))
        .containsExactly("the variable " + variable + " is ignored: did you mean " + meant + "?");
  }

  @Test
  void variablesOfOtherProgramsCauseNoWarning() {
    assertThat(
            warnings(
                Map.of(
                    "APP_NAME",
                    "x",
                    "APP_VERSION",
                    "1",
                    "APP_HELP",
                    "1",
                    "APP_HOME",
                    "/",
                    "APP_ENV",
                    "prod",
                    "PROT",
                    "1",
                    "APP_PORT",
                    "1")))
        .isEmpty();
  }

  @Test
  void anEmptyVariableIsIgnored() {
    assertThat(options(Map.of("APP_PORT", "", "APP_ROOT", "")).listen().port()).isEqualTo(8080);
  }

  @Test
  void aVariableThatAFlagOverridesMayBeWrong() {
    assertThat(options(Map.of("APP_PORT", "abc"), "--port=1").listen().port()).isEqualTo(1);
  }

  @Test
  void thereAreNoVariablesForHelpAndVersion() {
    assertThat(options(Map.of("APP_VERSION", "1.2", "APP_HELP", "true", "APP_NAME", "x")))
        .isNotNull();
  }
}
