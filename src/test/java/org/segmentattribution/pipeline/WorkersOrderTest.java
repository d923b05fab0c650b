package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersOrderTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 60).boxed().toList();

  @AfterEach
  void goOn() {
    StopRequest.withdraw();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void resultsAreInTheOrderOfTheItems(int threads) throws IOException {
    List<Integer> squares =
        new Workers(threads)
            .map(
                ITEMS,
                item -> {
                  if (item % 5 == 0) {
                    Thread.yield();
                  }
                  return item * item;
                });
    assertEquals(ITEMS.stream().map(i -> i * i).toList(), squares);
    assertEquals(List.of(), new Workers(threads).map(List.of(), item -> item));
    assertFalse(StopRequest.isAnyWorking());
  }

  /** Two that wait for each other can only end when both are under way. */
  @Test
  void asManyAreAtWorkAsThereAreThreads() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    List<Boolean> met =
        new Workers(2)
            .map(
                List.of(1, 2),
                item -> {
                  both.countDown();
                  try {
                    return both.await(20, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                });
    assertEquals(List.of(true, true), met);
  }

  @Test
  void oneThreadDoesOneAfterTheOther() throws IOException {
    AtomicInteger now = new AtomicInteger();
    Set<Long> threads = ConcurrentHashMap.newKeySet();
    new Workers(1)
        .map(
            ITEMS,
            item -> {
              threads.add(Thread.currentThread().getId());
              assertEquals(item, now.getAndIncrement());
              return item;
            });
    assertEquals(1, threads.size());
  }

  @Test
  void whatFailsIsThrownAsItIs() {
    IOException io = new IOException("disk");
    IllegalStateException mistake = new IllegalStateException("a mistake");
    Error error = new AssertionError("worse");
    assertSame(io, assertThrows(IOException.class, () -> failing(io)));
    assertSame(mistake, assertThrows(IllegalStateException.class, () -> failing(mistake)));
    assertSame(error, assertThrows(AssertionError.class, () -> failing(error)));
    assertFalse(StopRequest.isAnyWorking());
  }

  private static void failing(Throwable failure) throws IOException {
    new Workers(1)
        .map(
            ITEMS,
            item -> {
              if (item < 3) {
                return item;
              }
              if (failure instanceof IOException e) {
                throw e;
              }
              if (failure instanceof Error e) {
                throw e;
              }
              throw (RuntimeException) failure;
            });
  }

  @Test
  void afterAFailureNothingNewBegins() {
    AtomicInteger begun = new AtomicInteger();
    assertThrows(
        IOException.class,
        () ->
            new Workers(1)
                .map(
                    IntStream.range(0, 100_000).boxed().toList(),
                    item -> {
                      begun.incrementAndGet();
                      throw new IOException("the first");
                    }));
    assertTrue(begun.get() < 100_000, begun + " items were begun");
  }

  @Test
  void whoAskedToStopIsHeardBeforeTheNextItem() {
    AtomicInteger done = new AtomicInteger();
    assertThrows(
        StopRequest.Stopped.class,
        () ->
            new Workers(1)
                .map(
                    ITEMS,
                    item -> {
                      if (item == 4) {
                        assertTrue(StopRequest.isAnyWorking());
                        StopRequest.request();
                      }
                      return done.incrementAndGet();
                    }));
    assertEquals(5, done.get(), "the item in hand is finished");
  }
}
