package org.segmentattribution.command.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchStreamTest {
  private static Stream<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed();
  }

  private static Function<List<Integer>, List<String>> words(List<Integer> first) {
    return batch -> batch.stream().map(i -> "word " + i).toList();
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 1", "1, 3, 2", "10, 1, 1", "10, 3, 1", "10, 3, 4", "12, 3, 2", "5, 50, 8"})
  void resultsAreInTheOrderOfTheItems(int count, int batch, int threads) {
    List<String> words =
        BatchStream.of(numbers(count), batch, threads, BatchStreamTest::words).toList();
    assertEquals(numbers(count).map(i -> "word " + i).toList(), words);
  }

  @Test
  void batchesAreFullButForTheLastAndTheFirstIsSeenOnce() {
    List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger begun = new AtomicInteger();
    BatchStream.<Integer, Integer>of(
            numbers(10),
            4,
            1,
            first -> {
              begun.incrementAndGet();
              assertEquals(List.of(0, 1, 2, 3), first);
              return batch -> {
                sizes.add(batch.size());
                return batch;
              };
            })
        .forEach(i -> {});
    assertEquals(List.of(4, 4, 2), sizes);
    assertEquals(1, begun.get());
  }

  /** A caller that stops early pays for the batches that it has seen, not for the others. */
  @Test
  void nothingIsReadBeforeItIsAskedFor() {
    AtomicInteger read = new AtomicInteger();
    Stream<String> words =
        BatchStream.of(
            numbers(1000).peek(i -> read.incrementAndGet()), 5, 2, BatchStreamTest::words);
    assertEquals(0, read.get());
    assertEquals(List.of("word 0", "word 1"), words.limit(2).toList());
    assertTrue(read.get() <= 20, read + " were read");
  }

  /** A batch may give fewer results than it has items. */
  @Test
  void aBatchMayGiveAnyNumberOfResults() {
    List<Integer> even =
        BatchStream.<Integer, Integer>of(
                numbers(9), 3, 1, first -> batch -> batch.stream().filter(i -> i % 2 == 0).toList())
            .toList();
    assertEquals(List.of(0, 2, 4, 6, 8), even);
  }

  @Test
  void closingClosesWhatIsRead() {
    AtomicBoolean closed = new AtomicBoolean();
    BatchStream.of(numbers(3).onClose(() -> closed.set(true)), 1, 1, BatchStreamTest::words)
        .close();
    assertTrue(closed.get());
  }

  @Test
  void aMistakeOfTheWorkIsThrown() {
    for (int threads : new int[] {1, 3}) {
      Stream<String> stream =
          BatchStream.<Integer, String>of(
              numbers(9),
              2,
              threads,
              first ->
                  batch -> {
                    throw new IllegalStateException("a mistake");
                  });
      assertEquals(
          "a mistake", assertThrows(IllegalStateException.class, stream::toList).getMessage());
    }
  }
}
