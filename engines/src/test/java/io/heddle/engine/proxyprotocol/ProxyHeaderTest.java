package io.heddle.engine.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers of both versions, whole and cut at every byte. */
class ProxyHeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final String REST = "REST";

  /** What a header says: an address and a port, nobody, or that it is none. */
  private static String read(byte[] bytes, int firstCut) {
    ProxyHeader header = new ProxyHeader();
    int at = 0;
    while (header.state() == ProxyHeader.State.INCOMPLETE && at < bytes.length) {
      ByteBuffer space = header.space();
      int until = at < firstCut ? firstCut : bytes.length;
      int count = Math.min(space.remaining(), until - at);
      assertThat(count).as("room").isPositive();
      space.put(bytes, at, count);
      header.filled(count);
      at += count;
    }
    return switch (header.state()) {
      case INCOMPLETE -> "incomplete";
      case MALFORMED -> "malformed";
      case COMPLETE -> {
        byte[] rest = new byte[header.rest().remaining()];
        header.rest().get(rest);
        String following =
            new String(rest, StandardCharsets.ISO_8859_1)
                + new String(bytes, at, bytes.length - at, StandardCharsets.ISO_8859_1);
        assertThat(following).isEqualTo(REST);
        yield header.client().map(ProxyHeaderTest::text).orElse("nobody");
      }
    };
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + " " + address.getPort();
  }

  private static void assertReads(byte[] header, String expected) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(header);
    all.writeBytes(REST.getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = all.toByteArray();
    for (int cut = 0; cut <= Math.min(header.length, 300); cut++) {
      assertThat(read(bytes, cut)).as("cut at %d", cut).isEqualTo(expected);
    }
  }

  private static byte[] line(String text) {
    return (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443, 192.0.2.1 56324",
    "PROXY TCP4 0.0.0.0 255.255.255.255 0 65535, 0.0.0.0 0",
    "PROXY TCP6 2001:db8::1 ::1 65535 80, 2001:db8:0:0:0:0:0:1 65535",
    "PROXY TCP6 ::ffff:192.0.2.1 ::1 1 80, 192.0.2.1 1",
    "PROXY UNKNOWN, nobody",
    "PROXY UNKNOWN ffff::1 and anything else, nobody",
    "PROXY UNKNOWNS, malformed",
    "PROXY TCP4 192.0.2.1 198.51.100.1 56324, malformed",
    "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443 1, malformed",
    "PROXY TCP4  192.0.2.1 198.51.100.1 56324 443, malformed",
    "PROXY TCP4 192.0.2.1 198.51.100.1 65536 443, malformed",
    "PROXY TCP4 192.0.2.1 198.51.100.1 056 443, malformed",
    "PROXY TCP4 192.0.2.1 198.51.100.1 56324 x, malformed",
    "PROXY TCP4 192.0.2.01 198.51.100.1 56324 443, malformed",
    "PROXY TCP4 ::1 198.51.100.1 56324 443, malformed",
    "PROXY TCP6 192.0.2.1 ::1 56324 443, malformed",
    "PROXY TCP4 example.org 198.51.100.1 56324 443, malformed",
    "PROXY UDP4 192.0.2.1 198.51.100.1 56324 443, malformed",
    "proxy TCP4 192.0.2.1 198.51.100.1 56324 443, malformed",
    "PROXYTCP4 192.0.2.1 198.51.100.1 56324 443, malformed",
    "PROXY, malformed"
  })
  void linesOfVersion1(String line, String expected) {
    assertReads(line(line), expected);
  }

  @Test
  void theLongestLineHas107Bytes() {
    String longest = "PROXY UNKNOWN " + "f".repeat(91);
    assertReads(line(longest), "nobody");
    assertReads(line(longest + "f"), "malformed");
    assertThat(read("PROXY UNKNOWN \n".repeat(20).getBytes(StandardCharsets.US_ASCII), 0))
        .isEqualTo("malformed");
  }

  private static byte[] binary(String hex) {
    return HexFormat.of().parseHex((SIGNATURE + hex).replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "21 11 000c c0000201 c6336401 dc04 01bb, 192.0.2.1 56324",
    "21 11 0010 c0000201 c6336401 ffff 01bb 04 0001 00, 192.0.2.1 65535",
    "21 21 0024 20010db8000000000000000000000001 00000000000000000000000000000001 0050 01bb,"
        + " 2001:db8:0:0:0:0:0:1 80",
    "21 21 0024 00000000000000000000ffffc0000201 00000000000000000000000000000001 0050 01bb,"
        + " 192.0.2.1 80",
    "20 00 0000, nobody",
    "20 11 000c c0000201 c6336401 dc04 01bb, nobody",
    "20 ff 0003 010203, nobody",
    "21 00 0000, nobody",
    "21 00 0003 010203, nobody",
    "21 12 000c c0000201 c6336401 dc04 01bb, nobody",
    "21 10 0000, nobody",
    "21 31 0004 01020304, nobody",
    "21 11 000b c0000201 c6336401 dc04 01, malformed",
    "21 21 000c c0000201 c6336401 dc04 01bb, malformed",
    "21 41 0000, malformed",
    "21 13 000c c0000201 c6336401 dc04 01bb, malformed",
    "22 11 000c c0000201 c6336401 dc04 01bb, malformed",
    "11 11 000c c0000201 c6336401 dc04 01bb, malformed",
    "31 11 000c c0000201 c6336401 dc04 01bb, malformed"
  })
  void headersOfVersion2(String hex, String expected) {
    assertReads(binary(hex), expected);
  }

  @ParameterizedTest
  @CsvSource({"53", "200", "300", "65535"})
  void extensionsAreSkippedHoweverLongTheyAre(int length) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(binary("21 11"));
    header.write(length >> 8);
    header.write(length);
    header.writeBytes(HexFormat.of().parseHex("c0000201c6336401dc0401bb"));
    byte[] extensions = new byte[length - 12];
    new Random(length).nextBytes(extensions);
    header.writeBytes(extensions);
    assertReads(header.toByteArray(), "192.0.2.1 56324");
  }

  @Test
  void whatIsNoHeaderIsKnownAtOnce() {
    for (String wrong : new String[] {"G", "PROXX", "\r\r", "\u0016", "\r\n\r\n\u0000\r\nQUIX"}) {
      assertThat(read(wrong.getBytes(StandardCharsets.ISO_8859_1), 0))
          .as(wrong)
          .isEqualTo("malformed");
    }
    for (String begun : new String[] {"P", "PROXY TCP4 1", "\r", "\r\n\r\n\u0000\r\nQUIT\n!"}) {
      assertThat(read(begun.getBytes(StandardCharsets.ISO_8859_1), 0))
          .as(begun)
          .isEqualTo("incomplete");
    }
  }

  @Test
  void randomBytesHarmNothing() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] tail = new byte[random.nextInt(400)];
      random.nextBytes(tail);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      header.writeBytes(
          random.nextBoolean() ? binary("21") : "PROXY TCP4 ".getBytes(StandardCharsets.US_ASCII));
      header.writeBytes(tail);
      ProxyHeader read = new ProxyHeader();
      byte[] bytes = header.toByteArray();
      for (int at = 0; at < bytes.length && read.state() == ProxyHeader.State.INCOMPLETE; ) {
        ByteBuffer space = read.space();
        int count = Math.min(space.remaining(), bytes.length - at);
        assertThat(count).isPositive();
        space.put(bytes, at, count);
        read.filled(count);
        at += count;
      }
      if (read.state() == ProxyHeader.State.COMPLETE) {
        assertThat(read.rest().remaining()).isLessThan(HeaderV1.MAX_BYTES - 15);
      }
    }
  }
}
