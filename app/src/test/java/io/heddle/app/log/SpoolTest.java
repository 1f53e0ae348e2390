package io.heddle.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers never wait, and every element is written or counted as dropped. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SpoolTest {
  private static final int MANY = 200_000;

  /** Every writer that is not stuck ends in this time, even on a slow machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Records the elements that are written, and can be stuck. */
  private static final class Paper implements Spool.Writer<Integer> {
    private final List<Integer> written = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore permits;
    private final Semaphore flushes = new Semaphore(0);
    private final CountDownLatch stuck = new CountDownLatch(1);
    private volatile boolean closed;

    Paper(int permits) {
      this.permits = new Semaphore(permits);
    }

    @Override
    public void write(Integer element) {
      if (!permits.tryAcquire()) {
        stuck.countDown();
        permits.acquireUninterruptibly();
      }
      written.add(element);
    }

    @Override
    public void flush() {
      flushes.release();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static Spool<Integer> spool(long capacity, Paper paper) {
    return spool(capacity, paper, PATIENCE);
  }

  private static Spool<Integer> spool(long capacity, Paper paper, Duration lastWrites) {
    return new Spool<>("spool", capacity, element -> 1, paper, lastWrites);
  }

  @Test
  void writesAllInOrderBeforeItEnds() {
    Paper paper = new Paper(MANY);
    Spool<Integer> spool = spool(MANY, paper);
    spool.put(0);
    spool.start();
    for (int i = 1; i < MANY; i++) {
      spool.put(i);
    }
    assertThat(spool.close()).isTrue();
    assertThat(paper.written).isEqualTo(IntStream.range(0, MANY).boxed().toList());
    assertThat(paper.closed).isTrue();
    assertThat(spool.dropped()).isZero();
  }

  @Test
  void losesNothingThatSeveralThreadsPut() throws InterruptedException {
    Paper paper = new Paper(Integer.MAX_VALUE);
    Spool<Integer> spool = spool(MANY, paper);
    spool.start();
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(n -> Thread.startVirtualThread(() -> putEach(spool, n, 8, 40_000)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(spool.close()).isTrue();
    assertThat(paper.written).doesNotHaveDuplicates();
    assertThat(paper.written.size() + spool.dropped()).isEqualTo(40_000);
  }

  private static void putEach(Spool<Integer> spool, int first, int step, int end) {
    for (int i = first; i < end; i += step) {
      spool.put(i);
    }
  }

  @Test
  void aStuckWriterDelaysNobodyAndDroppedElementsAreCounted() throws InterruptedException {
    Paper paper = new Paper(3);
    Spool<Integer> spool = spool(100, paper);
    spool.start();
    for (int i = 0; i < 4; i++) {
      spool.put(i);
    }
    paper.stuck.await();
    for (int i = 4; i < MANY; i++) {
      spool.put(i);
    }
    // The element that the writer is stuck with counts too.
    assertThat(spool.dropped()).isEqualTo(MANY - 103);
    paper.permits.release(MANY);
    assertThat(spool.close()).isTrue();
    assertThat(paper.written).isEqualTo(IntStream.range(0, 103).boxed().toList());
  }

  @Test
  void thereIsRoomAgainWhenAWriterIsNoLongerStuck() throws InterruptedException {
    Paper paper = new Paper(0);
    Spool<Integer> spool = spool(1, paper);
    spool.start();
    spool.put(1);
    spool.put(2);
    paper.stuck.await();
    paper.flushes.drainPermits();
    paper.permits.release(2);
    paper.flushes.acquire();
    spool.put(3);
    assertThat(spool.close()).isTrue();
    assertThat(paper.written).containsExactly(1, 3);
    assertThat(spool.dropped()).isEqualTo(1);
  }

  @Test
  void closeDoesNotWaitForAStuckWriter() throws InterruptedException {
    Paper paper = new Paper(0);
    Spool<Integer> spool = spool(1, paper, Duration.ofMillis(100));
    spool.start();
    spool.put(1);
    paper.stuck.await();
    assertThat(spool.close()).isFalse();
    paper.permits.release();
  }

  @Test
  void largeElementsTakeMoreRoom() {
    Spool<Integer> spool =
        new Spool<>("spool", 100, element -> element, new Paper(Integer.MAX_VALUE), PATIENCE);
    spool.put(60);
    spool.put(60);
    spool.put(40);
    spool.put(1);
    assertThat(spool.dropped()).isEqualTo(2);
  }
}
