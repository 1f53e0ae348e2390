package io.heddle.app.study.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job is read completely, or refused with a line that names the value and the place. */
final class JobReaderTest {
  private static String job(String members) {
    return "{\"url\":\"http://h:1\",\"mode\":\"closed\",\"measureMillis\":1,"
        + "\"requests\":[{\"target\":\"/\"}]"
        + (members.isEmpty() ? "" : "," + members)
        + "}";
  }

  @Test
  void readsEverything() {
    Job job =
        JobReader.read(
            """
            {"url":"http://127.0.0.1:8080","mode":"open","connections":64,"ratePerSecond":5000.5,
             "arrivals":"poisson","pipeline":2,"requestsPerConnection":3,"warmupMillis":1000,
             "measureMillis":5000,"timeoutMillis":9000,"threads":4,"seed":42,
             "surge":{"restRatePerSecond":70.5,"afterMillis":2000,"sliceMillis":50},
             "requests":[{"method":"POST","target":"/a?b","headers":{"X-A":"b"},"bodyBytes":5,
                          "weight":6,"readBytesPerSecond":7,"writeBytesPerSecond":8,
                          "measured":false,"label":"short"}]}
            """);
    assertThat(job.url()).hasHost("127.0.0.1").hasPort(8080);
    assertThat(job.mode()).isEqualTo(Job.Mode.OPEN);
    assertThat(job.connections()).isEqualTo(64);
    assertThat(job.ratePerSecond()).isEqualTo(5000.5);
    assertThat(job.arrivals()).isEqualTo(Job.Arrivals.POISSON);
    assertThat(job.pipeline()).isEqualTo(2);
    assertThat(job.requestsPerConnection()).isEqualTo(3);
    assertThat(job.warmup()).isEqualTo(Duration.ofSeconds(1));
    assertThat(job.measure()).isEqualTo(Duration.ofSeconds(5));
    assertThat(job.timeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(job.threads()).isEqualTo(4);
    assertThat(job.seed()).isEqualTo(42);
    assertThat(job.surge())
        .isEqualTo(new Job.Surge(70.5, Duration.ofSeconds(2), Duration.ofMillis(50)));
    assertThat(job.requests())
        .containsExactly(
            new Job.Kind("POST", "/a?b", Map.of("X-A", "b"), 5, 6, 7, 8, false, "short"));
  }

  @Test
  void hasDefaultsForWhatIsSimple() {
    Job job = JobReader.read(job(""));
    assertThat(job.connections()).isEqualTo(1);
    assertThat(job.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(job.requests())
        .containsExactly(new Job.Kind("GET", "/", Map.of(), 0, 1, 0, 0, true, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'connections':0 | connections is 0, but must be within 1 to 100000",
        "'connections':'1' | job: connections is \"1\", but must be a whole number",
        "'connections':1.5 | job: connections is 1.5, but must be a whole number",
        "'connections':3000000000 | job: connections is 3000000000, which is too large",
        "'threads':2 | threads is 2, but must be within 1 to 1",
        "'conections':1 | job: conections is not known: remove it, or correct its name",
        "'arrivals':'random' | job: arrivals is random, but must be constant or poisson",
        "'ratePerSecond':'x' | job: ratePerSecond is \"x\", but must be a number",
        "'surge':1 | job: surge: is 1, but must be an object",
        "'surge':{'rate':1} | job: surge: rate is not known: remove it, or correct its name",
        "'surge':{} | restRatePerSecond is 0.0, but an open loop needs one above 0 and up to 10000000",
        "'surge':{'restRatePerSecond':1} | surge needs an open loop: remove it, or write mode open",
        "'surge':{'restRatePerSecond':1,'sliceMillis':1} | sliceMillis is 1, but must be within 10 to 600000",
        "'url':'http://h' | job is not valid JSON: Duplicate field 'url'",
      })
  void refusesAMember(String members, String reason) {
    String asJson = members.replace('\'', '"');
    assertThatThrownBy(() -> JobReader.read(job(asJson)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .satisfies(m -> assertThat(m.replace('"', '\'')).isEqualTo(reason.replace('"', '\'')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'target':'/','weight':0} | requests[1]: weight is 0, but must be within 1 to",
        "{'target':'/','measured':1} | requests[1]: measured is 1, but must be true or false",
        "{'target':'/','headers':{'A':1}} | requests[1]: headers: A is 1, not a text",
        "{'method':'GET'} | requests[1]: target is missing",
        "{'path':'/'} | requests[1]: path is not known",
        "5 | is 5, but must be an object",
      })
  void refusesARequest(String request, String reason) {
    String json =
        """
        {"url":"http://h","mode":"closed","measureMillis":1,"requests":[{"target":"/"},%s]}
        """
            .formatted(request.replace('\'', '"'));
    assertThatThrownBy(() -> JobReader.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"https://h/", "http://h/path", "http://h?q", "h:80", "http:///"})
  void refusesAUrlThatIsNoPlainServer(String url) {
    String json = job("").replace("http://h:1", url);
    assertThatThrownBy(() -> JobReader.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("url is " + url + ", but must be like http://127.0.0.1:8080");
  }

  @Test
  void refusesAnOpenLoopWithoutARate() {
    assertThatThrownBy(() -> JobReader.read(job("").replace("closed", "open")))
        .hasMessageStartingWith("ratePerSecond is 0.0, but an open loop needs one above 0");
  }

  @Test
  void refusesWhatIsNotJson() throws Exception {
    assertThat(Answer.to("{\"url\":").error()).startsWith("job is not valid JSON: ");
    assertThat(Answer.to("[]").error()).isEqualTo("job: is [], but must be an object");
  }

  @Test
  void refusesARequestThatIsNotHttp() throws Exception {
    assertThat(Answer.to(job("").replace("\"/\"", "\"a b\"")).error())
        .startsWith("requests[0]: target \"a b\" is not a path");
    assertThat(Answer.to(job("").replace("http://h:1", "http://no.such.host.invalid")).error())
        .contains("no.such.host.invalid");
  }
}
