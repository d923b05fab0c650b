package org.segmentattribution.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A fixed number of threads that work through a list. */
public final class Workers {
  private final int threads;

  public Workers(int threads) {
    this.threads = threads;
  }

  /** The work on one item. */
  @FunctionalInterface
  public interface Work<T, R> {
    R apply(T item) throws IOException;
  }

  /**
   * Works through all items and returns the results in their order. The first failure is thrown:
   * items that have not begun are dropped, and those already begun are finished first.
   */
  public <T, R> List<R> map(List<T> items, Work<T, R> work) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    StopRequest.begin();
    List<Future<R>> futures = new ArrayList<>(items.size());
    try {
      for (T item : items) {
        futures.add(pool.submit(() -> unlessStopped(item, work)));
      }
      List<R> results = new ArrayList<>(items.size());
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      futures.forEach(future -> future.cancel(false));
      finishBegun(pool);
      StopRequest.end();
    }
  }

  private static <T, R> R unlessStopped(T item, Work<T, R> work) throws IOException {
    StopRequest.check();
    try {
      return work.apply(item);
    } catch (CancellationException e) {
      // who waited for a service was told to go
      StopRequest.check();
      throw e;
    }
  }

  /** Waits for items that have begun: the caller may free what they use. */
  private static void finishBegun(ExecutorService pool) {
    pool.shutdown();
    try {
      pool.awaitTermination(1, TimeUnit.HOURS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException rethrow(Throwable cause) {
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return cause instanceof IOException e ? e : new IOException(cause);
  }
}
