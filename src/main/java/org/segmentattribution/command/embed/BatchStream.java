package org.segmentattribution.command.embed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.segmentattribution.pipeline.Workers;

/**
 * A lazy stream that reads another stream in batches, works on several batches at once, and gives
 * the results in order.
 */
final class BatchStream<T, R> extends Spliterators.AbstractSpliterator<R> {
  private final Iterator<T> items;
  private final int batch;
  private final int threads;
  private final Function<List<T>, Function<List<T>, List<R>>> begin;
  private final Deque<R> ready = new ArrayDeque<>();
  private Function<List<T>, List<R>> work;

  private BatchStream(
      Iterator<T> items,
      int batch,
      int threads,
      Function<List<T>, Function<List<T>, List<R>>> begin) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.items = items;
    this.batch = batch;
    this.threads = threads;
    this.begin = begin;
  }

  /**
   * Returns the stream of results.
   *
   * @param begin takes the first batch and returns the work for each batch
   */
  static <T, R> Stream<R> of(
      Stream<T> items,
      int batch,
      int threads,
      Function<List<T>, Function<List<T>, List<R>>> begin) {
    return StreamSupport.stream(
            () -> new BatchStream<>(items.iterator(), batch, threads, begin),
            Spliterator.ORDERED | Spliterator.NONNULL,
            false)
        .onClose(items::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super R> action) {
    if (ready.isEmpty()) {
      fill();
    }
    if (ready.isEmpty()) {
      return false;
    }
    action.accept(ready.remove());
    return true;
  }

  private void fill() {
    List<List<T>> batches = new ArrayList<>();
    while (batches.size() < threads && items.hasNext()) {
      batches.add(next());
    }
    if (batches.isEmpty()) {
      return;
    }
    if (work == null) {
      work = begin.apply(batches.get(0));
    }
    if (batches.size() == 1) {
      ready.addAll(work.apply(batches.get(0)));
      return;
    }
    try {
      new Workers(threads).map(batches, work::apply).forEach(ready::addAll);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<T> next() {
    List<T> next = new ArrayList<>(batch);
    while (next.size() < batch && items.hasNext()) {
      next.add(items.next());
    }
    return next;
  }
}
