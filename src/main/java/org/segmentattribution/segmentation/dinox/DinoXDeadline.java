package org.segmentattribution.segmentation.dinox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Limits the time of one image, from now on: repeats calls that may succeed, but never beyond the
 * limit.
 */
final class DinoXDeadline {
  private final Duration whole;
  private final DinoXTiming timing;
  private final long begin = System.nanoTime();

  DinoXDeadline(Duration whole, DinoXTiming timing) {
    this.whole = whole;
    this.timing = timing;
  }

  /** One call, which fails with a timeout when it takes longer than it may. */
  @FunctionalInterface
  interface Call<T> {
    T make(Duration most) throws IOException, TimeoutException, InterruptedException;
  }

  /**
   * Repeats a call until it gives a result.
   *
   * @param state for the message, where the time ends before any reply
   * @param most for each attempt
   * @throws DinoXLate where no time is left
   * @throws IOException where it fails for good
   */
  <T> T retry(String state, Duration most, Call<T> call) throws IOException, InterruptedException {
    String why = state;
    for (int failures = 0; ; failures++) {
      Duration left = left();
      requireTime(Duration.ZERO, left, why);
      boolean isLast = left.compareTo(most) < 0;
      Duration asked = Duration.ZERO;
      try {
        return call.make(isLast ? left : most);
      } catch (TimeoutException e) {
        // an attempt that was cut short says less than the one before
        why = isLast ? why : "no reply in " + seconds(most);
      } catch (DinoXTransient e) {
        why = e.getMessage();
        asked = e.serverWait();
      }
      pause(asked.plus(backoff(asked.isZero() ? failures : 0)), why);
    }
  }

  /**
   * Waits, if there is time left afterwards.
   *
   * @param why for the message, where there is none
   */
  void pause(Duration wait, String why) throws IOException, InterruptedException {
    requireTime(wait, left(), why);
    TimeUnit.NANOSECONDS.sleep(wait.toNanos());
  }

  private void requireTime(Duration wait, Duration left, String why) throws IOException {
    if (wait.compareTo(left) >= 0) {
      throw new DinoXLate(
          "no answer within %s (%s): try again later or allow more time"
              .formatted(seconds(whole), why));
    }
  }

  private static String seconds(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }

  private Duration left() {
    return whole.minusNanos(System.nanoTime() - begin);
  }

  /**
   * Returns a random pause, independent of the seed: threads that failed together must not try
   * again together.
   */
  private Duration backoff(int failures) {
    Duration pause = timing.firstPause().multipliedBy(1L << Math.min(failures, 20));
    Duration most = pause.compareTo(timing.longestPause()) < 0 ? pause : timing.longestPause();
    return Duration.ofNanos(
        (long) (most.toNanos() * ThreadLocalRandom.current().nextDouble(0.5, 1)));
  }
}
