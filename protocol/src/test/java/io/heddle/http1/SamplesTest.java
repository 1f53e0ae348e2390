package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http.Method;
import io.heddle.http.RequestHead;
import io.heddle.http1.Answers.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every sample whole, in two pieces and byte by byte, over a blocking and a non-blocking
 * wire, and always expects the same result. A sample of up to {@value #MAX_BYTES_CUT_EVERYWHERE}
 * bytes is cut at every byte; {@link #cuts} says where a longer one is cut.
 */
class SamplesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("1994-11-06T08:49:37Z"));

  private static final int MAX_BYTES_CUT_EVERYWHERE = 4_500;

  /** A longer sample is cut at every byte of this many at its start and its end. */
  private static final int EDGE_BYTES = 200;

  /** The sizes of all buffers are multiples of this. */
  private static final int BUFFER_BYTES = 1 << 10;

  /** Distance between the cuts of a longer sample elsewhere: a prime, to cover all offsets. */
  private static final int STRIDE_BYTES = 97;

  /** A longer sample with more line ends than this is cut at this many of them, evenly spread. */
  private static final int MAX_LINE_ENDS = 250;

  @TestFactory
  Stream<DynamicContainer> samples() throws Exception {
    return SampleFile.all().stream()
        .map(
            file ->
                DynamicContainer.dynamicContainer(
                    file.getFileName().toString(),
                    SampleFile.read(file).stream()
                        .map(s -> DynamicTest.dynamicTest(s.source(), () -> check(s)))));
  }

  private static void check(Sample sample) {
    for (boolean waits : new boolean[] {true, false}) {
      check(sample, waits, 0, Integer.MAX_VALUE);
      if (!sample.uncut()) {
        check(sample, waits, 0, 1);
        for (int cut : cuts(sample)) {
          check(sample, waits, cut, Integer.MAX_VALUE);
        }
      }
    }
  }

  /**
   * Where a sample is cut: at every byte if it is short. A longer one is cut at every byte of its
   * start and end, around its line ends, around multiples of a buffer's size, and at regular
   * distances in between.
   */
  private static SortedSet<Integer> cuts(Sample sample) {
    int length = sample.length();
    SortedSet<Integer> cuts = new TreeSet<>();
    boolean everywhere = length <= MAX_BYTES_CUT_EVERYWHERE;
    for (int cut = 1; cut < length; cut++) {
      boolean isEdge = cut < EDGE_BYTES || cut > length - EDGE_BYTES;
      int offset = (cut + 1) % BUFFER_BYTES;
      if (everywhere || isEdge || offset <= 2 || cut % STRIDE_BYTES == 0) {
        cuts.add(cut);
      }
    }
    if (!everywhere) {
      addAroundLineEnds(sample, cuts);
    }
    cuts.removeIf(cut -> cut < 1 || cut >= length);
    return cuts;
  }

  private static void addAroundLineEnds(Sample sample, SortedSet<Integer> cuts) {
    List<Integer> ends = new ArrayList<>();
    int position = 0;
    for (byte[] part : sample.parts()) {
      for (int i = 0; i < part.length; i++) {
        if (part[i] == '\n') {
          ends.add(position + i);
        }
      }
      position += part.length;
    }
    int step = 1 + ends.size() / MAX_LINE_ENDS;
    for (int i = 0; i < ends.size(); i += step) {
      int lf = ends.get(i);
      cuts.addAll(List.of(lf - 1, lf, lf + 1));
    }
  }

  @Test
  void cutsAShortSampleEverywhereAndALongOneWhereItMatters() {
    assertThat(cuts(sample("x".repeat(MAX_BYTES_CUT_EVERYWHERE))))
        .hasSize(MAX_BYTES_CUT_EVERYWHERE - 1);
    String text = "x".repeat(5_001) + "\r\n" + "x".repeat(5_000);
    assertThat(cuts(sample(text)))
        .contains(1, 2, 199, 1_023, 1_024, 1_025, 5_001, 5_002, 5_003, 9_999, text.length() - 1)
        .doesNotContain(0, 5_000, text.length())
        .hasSizeBetween(500, 600);
  }

  private static Sample sample(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return new Sample("made up", List.of(bytes), false, false, false, List.of(), null);
  }

  private static void check(Sample sample, boolean waits, int cut, int most) {
    Run run = new Run(sample, waits, cut, most);
    boolean fits = fits(run.outcome, sample.outcome());
    if (fits && (sample.response() == null || run.text().equals(sample.response()))) {
      return;
    }
    String how =
        "%s; %s, cut at %d, pieces of at most %d; received %s"
            .formatted(sample.source(), waits ? "waiting" : "not waiting", cut, most, run.text());
    assertThat(fits ? List.of(run.text()) : run.outcome)
        .as(how)
        .isEqualTo(fits ? List.of(String.valueOf(sample.response())) : sample.outcome());
  }

  private static boolean fits(List<String> actual, List<String> expected) {
    boolean fits = actual.size() == expected.size();
    for (int i = 0; fits && i < actual.size(); i++) {
      fits = fits(actual.get(i), expected.get(i));
    }
    return fits;
  }

  /** An expected line may omit the text after the status. */
  private static boolean fits(String actual, String expected) {
    boolean statusAlone = expected.length() == 3 && Character.isDigit(expected.charAt(0));
    return actual.equals(expected)
        || (statusAlone && actual.startsWith(expected) && !actual.endsWith("(cut off)"));
  }

  /** One run of a sample. */
  private static final class Run implements Observer {
    private final List<@Nullable Method> methods = new ArrayList<>();
    private final List<String> outcome = new ArrayList<>();
    private final Client client = new Client();
    private final Sample sample;
    private int closed;

    Run(Sample sample, boolean waits, int cut, int most) {
      this.sample = sample;
      send(cut, most);
      Http1 protocol =
          new Http1(new Service(Settings.of(TestSite.INSTANCE), this), CLOCK, 64 << 20);
      Connection connection = protocol.open(Dialog.info(1), waits ? 256 : 0, new NoDriver());
      Interpreter interpreter =
          waits ? Interpreter.waiting(connection, client) : Interpreter.looping(connection, client);
      Interpreter.Stop stop = interpreter.run();
      Phase phase = connection.phase();
      byte[] received = client.received();
      if (stop == Interpreter.Stop.STARVED) {
        assertThat(client.ends().deliver()).isTrue();
        assertThat(interpreter.run()).isEqualTo(Interpreter.Stop.CLOSED);
      }
      assertThat(closed).as("closed once").isEqualTo(1);
      assertThat(connection.phase()).isEqualTo(Phase.CLOSED);
      describe(received);
      outcome.add(
          switch (phase) {
            case OPENED, IDLE -> "open";
            case HEAD -> "head";
            case BODY -> "body";
            case LINGER, CLOSED -> "close";
            case HANDLING, UPSTREAM, WRITE -> "stuck in " + phase;
          });
      if (phase == Phase.IDLE || phase == Phase.LINGER) {
        assertThat(client.received()).as("nothing after the end").isEqualTo(received);
      }
      if (!sample.ends()) {
        assertThat(client.isToldLast()).as("lingers").isEqualTo(phase == Phase.LINGER);
      }
    }

    String text() {
      return client.text();
    }

    private void send(int cut, int most) {
      int position = 0;
      boolean first = true;
      for (byte[] part : sample.parts()) {
        int from = 0;
        do {
          int to = Math.min(part.length, from + Math.min(most, part.length));
          if (position + from < cut && cut < position + to) {
            to = cut - position;
          }
          byte[] piece = Arrays.copyOfRange(part, from, to);
          if (from == 0 && !first) {
            client.waitsAndSends(piece);
          } else {
            client.sends(piece);
          }
          from = to;
        } while (from < part.length);
        position += part.length;
        first = false;
      }
      if (sample.ends()) {
        client.ends();
      }
    }

    private void describe(byte[] received) {
      List<Integer> waits = new ArrayList<>(client.waits());
      for (Answer answer : Answers.read(received, methods)) {
        while (!waits.isEmpty() && waits.getFirst() <= answer.start()) {
          outcome.add("---");
          waits.removeFirst();
        }
        String content = answer.content().strip();
        int colon = content.indexOf(": ");
        if (answer.status() >= 400 && colon > 0) {
          content = content.substring(colon + 2);
        }
        String text = content.length() > 200 ? "<" + content.length() + " bytes>" : content;
        outcome.add(
            answer.status()
                + (text.isEmpty() ? "" : " " + text)
                + (answer.isComplete() ? "" : " (cut off)"));
      }
      waits.forEach(wait -> outcome.add("---"));
    }

    @Override
    public void responded(Exchange exchange) {
      Method refused = sample.refusedHead() ? Method.HEAD : null;
      methods.add(exchange.head().map(RequestHead::method).orElse(refused));
    }

    @Override
    public void closed() {
      closed++;
    }
  }
}
