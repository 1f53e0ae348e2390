package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                          | Accept-Encoding",
        "''                        | Accept-Encoding",
        "Accept                    | Accept, Accept-Encoding",
        "Accept , Cookie           | Accept, Cookie, Accept-Encoding",
        "accept-encoding           | accept-encoding",
        "Cookie,ACCEPT-ENCODING    | Cookie,ACCEPT-ENCODING",
        "*                         | *",
        "Accept, *                 | Accept, *",
        "X-Accept-Encoding         | X-Accept-Encoding, Accept-Encoding",
      })
  void namesTheFieldOnce(String before, String after) {
    Response response =
        before == null ? Response.text("") : Response.text("").with(HeaderName.VARY, before);
    assertThat(Vary.by(HeaderName.ACCEPT_ENCODING, response).fields())
        .filteredOn(field -> field.name().equals(HeaderName.VARY))
        .extracting(Field::value)
        .containsExactly(after);
  }

  @Test
  void severalFieldsBecomeOne() {
    Response response =
        Response.text("").with(HeaderName.VARY, "Accept").with(HeaderName.VARY, "Cookie");
    assertThat(Vary.by(HeaderName.ACCEPT_ENCODING, response).fields())
        .extracting(Field::toString)
        .containsExactly(
            "Content-Type: text/plain; charset=utf-8", "Vary: Accept, Cookie, Accept-Encoding");
  }
}
