package io.heddle.app.cli;

import static io.heddle.app.cli.Words.options;
import static io.heddle.app.cli.Words.reason;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that are wrong, or do not go together: the message names the option and the remedy. */
final class WrongOptionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"none.html", "../etc", "sub", "\0"})
  void theFallbackIsAFileOfTheRoot(String name, @TempDir Path root) throws Exception {
    Files.createDirectory(root.resolve("sub"));
    assertThat(reason(Map.of(), "--root=" + root, "--fallback=" + name))
        .startsWith("invalid --fallback=" + name + ": ");
  }

  @ParameterizedTest
  @CsvSource({"65536, from 0 to 65535", "-1, from 0 to 65535", "on, or off", "OFF, or off"})
  void aWrongAdminPortIsNamedWithTheRemedy(String value, String remedy) {
    assertThat(reason(Map.of(), "--admin-port=" + value))
        .startsWith("invalid --admin-port=" + value)
        .contains(remedy);
  }

  @Test
  void theOptionsForStoredFilesHaveNoEffectWithoutThem() {
    String[] names = {"files-quota", "max-files", "files-sync", "max-file-bytes"};
    assertThat(options("--root=.").effective()).doesNotContainKeys(names);
    assertThat(options("--uploads=.", "--files-quota=1GiB").effective())
        .containsEntry("files-quota", "1GiB")
        .containsEntry("max-files", "1000000")
        .containsEntry("files-sync", "false")
        .containsEntry("max-file-bytes", "4GiB");
    assertThat(options("--files=.", "--file-cache=1MiB").effective())
        .containsEntry("file-cache", "1MiB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=8081                          | invalid --port=8081",
        "--admin-port=8080                    | invalid --admin-port=8080",
        "--port=8081 --host=0.0.0.0           | invalid --port=8081",
        "--port=8081 --host=::                | invalid --port=8081",
        "--port=8081 --admin-host=0.0.0.0     | invalid --port=8081",
        "--port=9 --admin-port=9 --host=127.9.9.9 --admin-host=127.9.9.9 | invalid --port=9",
      })
  void twoListenersOnOnePortAreRejected(String words, String start) {
    assertThat(reason(Map.of(), words.split(" ")))
        .startsWith(start + ": ")
        .contains("--port=", "--admin-port=", "choose another port");
  }

  @Test
  void anAddressThatNobodyListensOnMayBeThatOfTheAdminPages() {
    List<String> words = List.of("--admin-port=8080");
    assertThat(Invocation.of("app", words, Map.of(), List.of(), false))
        .isInstanceOf(Invocation.Serve.class);
  }

  @Test
  void aVariableForTheSamePortIsNamed() {
    assertThat(reason(Map.of("APP_ADMIN_PORT", "8080")))
        .startsWith("invalid APP_ADMIN_PORT=8080: --port=8080 and --admin-port=8080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port=0 --admin-port=0",
        "--port=8081 --host=127.0.0.2",
        "--port=8081 --admin-host=127.0.0.2",
        "--port=8081 --admin-port=off"
      })
  void listenersThatDoNotConflictAreAccepted(String words) {
    assertThat(options(words.split(" "))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host=127.0.0.1", "port=80", "reuse-port=true", "backlog=5"})
  void whatTheOwnerOfAnInheritedSocketDecidesIsRejected(String setting) {
    assertThat(reason(Map.of(), "--inherit", "--" + setting))
        .startsWith("invalid --" + setting + ": with --inherit, the owner of the socket decides");
    String[] parts = setting.split("=", 2);
    assertThat(options("--inherit", "--admin-port=8080").effective())
        .containsEntry("inherit", "true")
        .doesNotContainKey(parts[0]);
  }

  @Test
  void anAdminHostWithoutAdminPagesIsRejected() {
    assertThat(reason(Map.of(), "--admin-port=off", "--admin-host=::"))
        .startsWith("invalid --admin-host=::: there are no admin pages with --admin-port=off");
    assertThat(reason(Map.of("APP_ADMIN_HOST", "::"), "--admin-port=off"))
        .startsWith("invalid APP_ADMIN_HOST=::: ");
  }

  @ParameterizedTest
  @CsvSource({"APP_LOOPS, 2", "APP_WORKERS, 3"})
  void aVariableForAnotherEngineIsRejectedLikeItsFlag(String variable, String value) {
    assertThat(reason(Map.of(variable, value), "--engine=vthreads"))
        .isEqualTo(
            "invalid "
                + variable
                + "="
                + value
                + ": only --engine=epoll uses this, and the engine is vthreads: remove it");
    assertThat(options(Map.of(variable, value), "--engine=epoll")).isNotNull();
  }

  /** Each value is wrong for its option, and the message says what is right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--engine=foo             | write epoll, vthreads or threads",
        "--admin-host=no.such.invalid | unknown host: write an address such as 127.0.0.1",
        "--host=no.such.invalid   | unknown host: write an address such as 127.0.0.1",
        "--port=abc               | write a whole number",
        "--port=                  | it is empty: write a value",
        "--port=-1                | write a whole number from 0 to 65535",
        "--port=99999             | write a whole number from 0 to 65535",
        "--port=99999999999       | write a whole number",
        "--backlog=0              | write a whole number from 1 to",
        "--max-connections=0      | write a whole number from 1 to",
        "--max-connections=many   | write a whole number",
        "--max-target-bytes=7999  | write a whole number from 8000 to 16777216",
        "--max-target-bytes=64KiB | write --max-head-bytes (now 32768) no smaller",
        "--max-head-bytes=1       | write a whole number from 8000 to 16777216",
        "--max-head-bytes=8100    | write --max-head-bytes (now 8100) no smaller",
        "--max-head-bytes=17MiB   | write a whole number from 8000 to 16777216",
        "--max-headers=0          | write a whole number from 1 to 100000",
        "--max-body-bytes=-1      | write a number of bytes",
        "--max-body-bytes=1.5MiB  | write a number of bytes, or a number and a unit",
        "--max-body-bytes=999999999999g | write a smaller size",
        "--head-timeout=10        | write a number and a unit, such as 500ms",
        "--body-timeout=1d        | write a number and a unit",
        "--write-timeout=25h      | write a time from 10ms to 24h",
        "--idle-timeout=5         | write a number and a unit",
        "--idle-timeout=0s        | write a time from 10ms to 24h",
        "--linger-timeout=-5s     | write a number and a unit",
        "--min-rate=-1            | write a number of bytes",
        "--min-rate=fast          | write a number of bytes",
        "--min-rate=2GiB          | write a whole number from 0 to 1073741824",
        "--handler-timeout=0s     | write a time from 10ms to 24h",
        "--handler-timeout=25h    | write a time from 10ms to 24h",
        "--handler-timeout=OFF    | write a number and a unit, such as 500ms, 10s or 2m, or off",
        "--demo=maybe             | write true or false",
        "--grace=999999999h       | write a time from 0ms to 24h",
        "--root=/no/such/folder   | there is no such folder: name a folder",
        "--root=/dev/null         | this is not a folder: name a folder",
        "--file-cache=1MiB        | there are no files: add --root or --files, or remove this option",
        "--list=true              | there are no files: add --root or --files, or remove this option",
        "--list=maybe             | write true or false",
        "--media-type=log=text/plain | there are no files: add --root or --files",
        "--media-type=log         | write an extension and a media type, such as log=text/plain",
        "--media-type=log=text    | write an extension and a media type, such as log=text/plain",
        "--media-type=log=text/plain; charset | write an extension and a media type",
        "--index=a.html           | there are no files: add --root, or remove this option",
        "--clean-urls=true        | there are no files: add --root, or remove this option",
        "--cgi=.py=/bin/sh        | there are no files: add --root, or remove this option",
        "--cgi=py                 | write an extension and the whole path of a program",
        "--fallback=index.html    | there are no files: add --root, or remove this option",
        "--immutable=true         | there are no files: add --root, or remove this option",
        "--cache-control=*=no-cache | there are no files: add --root, or remove this option",
        "--cache-control=no-cache | write a pattern and a value, such as '*.html=no-cache'",
        "--cache-control=max-age=60 | write a pattern and a value, such as '*.html=no-cache'",
        "--cache-control==no-cache | write a pattern and a value, such as '*.html=no-cache'",
        "--cache-control=*=no cache | \"no cache\" is not a list of directives: write some",
        "--cache-control=*=       | \"\" is not a list of directives: write some",
        "--header=X-Frame-Options | write a name and a value, such as 'X-Frame-Options: DENY'",
        "--header=*.js=DENY       | write a name and a value, such as 'X-Frame-Options: DENY'",
        "--header=/a b: c         | write a name and a value, such as 'X-Frame-Options: DENY'",
        "--header=content-length: 5 | the server itself sets content-length: remove this option",
        "--header=*.js=ETag: 5    | the server itself sets ETag: remove this option",
        "--header=Cache-Control: no-cache | use --cache-control for this field",
        "--header=Content-Type: text/html | use --media-type for this field",
        "--header=X: a\u0001b    | value of X holds the character U+0001: write another value",
        "--header=*.js=X: 1       | there are no files: add --root, or remove the pattern",
        "--files=/no/such/folder  | there is no such folder: name a folder, or remove this option",
        "--uploads=/dev/null      | this is not a folder: name a folder, or remove this option",
        "--files-quota=1MiB       | clients cannot store files: add --files or --uploads",
        "--max-files=10           | clients cannot store files: add --files or --uploads",
        "--max-files=0            | nothing could be stored: write 1 or more",
        "--files-sync=true        | clients cannot store files: add --files or --uploads",
        "--precompressed=true     | there are no files: add --root, or remove this option",
        "--gzip-min=2KiB          | nothing is compressed: add --gzip, or remove this option",
        "--gzip=0                 | write a whole number from 1 to 9",
        "--gzip=10                | write a whole number from 1 to 9",
        "--gzip=fast              | write a whole number",
        "--max-file-bytes=1MiB    | clients cannot store files: add --files or --uploads",
        "--access-log=/no/such/log | there is no folder /no/such: create it",
        "--access-log-format=JSON | write common, combined, combined-id or json",
        "--access-log=/           | this is a folder: name a file in it",
        "--lab=maybe              | write true or false",
        "--lab-backend=8090       | write a host and a port, such as 127.0.0.1:8090",
        "--lab-backend=h:0        | write a port from 1 to 65535",
        "--lab-backend=h:99999    | write a port from 1 to 65535",
        "--lab-backend=no.invalid:1 | unknown host: write a name or address that exists",
        "--lab-backend=[::1]:8090 | there is no /work: add --lab, or remove this option",
        "--reuse-port=2           | write true or false",
        "--inherit=yes            | write true or false",
      })
  void aWrongValueIsReportedWithItsOptionAndTheRemedy(String word, String remedy) {
    assertThat(reason(Map.of(), word)).startsWith("invalid " + word + ": ").contains(remedy);
    String[] parts = word.split("=", 2);
    if (!parts[1].isEmpty()) {
      String variable = "APP_" + parts[0].substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
      assertThat(reason(Map.of(variable, parts[1])))
          .startsWith("invalid " + variable + "=" + parts[1] + ": ")
          .contains(remedy);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--loops=0, write a whole number from 1 to 1024",
    "--loops=x, write a whole number",
    "--workers=0, write a number of threads",
    "--workers=100001, write a whole number from 1 to 100000",
    "--workers=Virtual, or virtual"
  })
  void aWrongValueOfEpollIsNamed(String word, String remedy) {
    assertThat(reason(Map.of(), "--engine=epoll", word))
        .startsWith("invalid " + word + ": ")
        .contains(remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--loops=2", "--workers=virtual"})
  void optionsForEpollAreRejectedWithOtherEngines(String word) {
    assertThat(reason(Map.of(), "--engine=threads", word))
        .isEqualTo(
            "invalid "
                + word
                + ": only --engine=epoll uses this, and the engine is threads: remove it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--head-timeuot=1s | unknown option --head-timeuot=1s: did you mean --head-timeout?",
        "--prot           | unknown option --prot: did you mean --port?",
        "--prot=1         | unknown option --prot=1: did you mean --port?",
        "--max-body=1     | unknown option --max-body=1: did you mean --max-body-bytes?",
        "--adminport=1    | unknown option --adminport=1: did you mean --admin-port?",
        "-port            | unknown option -port: did you mean --port?",
        "-p               | unknown option -p: did you mean --port?",
        "--zzz            | unknown option --zzz: remove it",
        "junk             | unexpected argument junk: write only options, such as --root=DIR",
        "stduy            | unexpected argument stduy: did you mean the command study?",
        "@options.txt     | unexpected argument @options.txt: write only options, such as --root=DIR",
        "--port           | --port has no value: write --port=PORT",
        "--port --lab     | --port has no value: write --port=PORT",
        "--port 1 --port 2 | --port is given more than once: write it once",
      })
  void argumentsThatAreNotOptionsAreReported(String words, String reason) {
    assertThat(reason(Map.of(), words.split(" "))).isEqualTo(reason);
  }

  @Test
  void aFormatWithoutAnAccessLogIsRejected() {
    assertThat(reason(Map.of(), "--access-log-format=json"))
        .isEqualTo(
            "invalid --access-log-format=json:"
                + " there is no access log: add --access-log, or remove this option");
  }

  @Test
  void aVariableForTheFormatIsRejectedWithoutAnAccessLog() {
    assertThat(reason(Map.of("APP_ACCESS_LOG_FORMAT", "json")))
        .isEqualTo(
            "invalid APP_ACCESS_LOG_FORMAT=json:"
                + " there is no access log: add --access-log, or remove this option");
    assertThat(options(Map.of("APP_ACCESS_LOG_FORMAT", "json", "APP_ACCESS_LOG", "-")).accessLog())
        .extracting(AccessLogOptions::format)
        .isEqualTo(AccessLogOptions.Format.json);
  }
}
