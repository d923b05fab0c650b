package org.segmentattribution.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.segmentattribution.api.RunFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats calls that may succeed, a bounded number of times.
 *
 * @param endpoint for messages
 * @param timing pauses and attempts
 */
record Retries(HubEndpoint endpoint, HubTiming timing) {
  /** Bytes from which an attempt that failed has made progress. */
  private static final long PROGRESS = 1 << 20;

  /** Milliseconds of a pause that people notice. */
  private static final long WORTH_SAYING = 1500;

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  /** One call. */
  @FunctionalInterface
  interface Call<T> {
    T make() throws IOException;
  }

  /**
   * Repeats a call until it gives a result.
   *
   * @param what for messages
   * @param progress bytes that are there; as long as it grows, failures are not counted
   * @throws RunFailed where it does not succeed
   */
  <T> T until(String what, LongSupplier progress, Call<T> call) throws IOException {
    int failures = 0;
    long before = progress.getAsLong();
    for (; ; ) {
      try {
        return call.make();
      } catch (HubTransient e) {
        long now = progress.getAsLong();
        failures = now - before >= PROGRESS ? 1 : failures + 1;
        before = now - before >= PROGRESS ? now : before;
        if (failures >= timing.attempts()) {
          throw new RunFailed(
              "%s: %s does not send it (%s); what was fetched is kept: run the same command again"
                  .formatted(what, endpoint, e.getMessage()),
              e);
        }
        if (e.serverWait().compareTo(timing.longestAsked()) > 0) {
          throw new RunFailed(
              "%s: %s asks to wait %s s (%s); what was fetched is kept: run the same command then"
                  .formatted(what, endpoint, e.serverWait().toSeconds(), e.getMessage()),
              e);
        }
        Duration wait = e.serverWait().isZero() ? backoff(failures) : e.serverWait();
        if (wait.toMillis() >= WORTH_SAYING) {
          LOG.warn("{}: {}; trying again in {} s", what, e.getMessage(), wait.toSeconds());
        }
        pause(wait);
      }
    }
  }

  private Duration backoff(int failures) {
    Duration pause = timing.firstPause().multipliedBy(1L << Math.min(failures - 1, 20));
    Duration most = pause.compareTo(timing.longestPause()) < 0 ? pause : timing.longestPause();
    // calls that failed together must not come again together
    double share = ThreadLocalRandom.current().nextDouble(0.5, 1);
    return Duration.ofNanos((long) (most.toNanos() * share));
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailed("interrupted; what was fetched is kept: run it again", e);
    }
  }
}
