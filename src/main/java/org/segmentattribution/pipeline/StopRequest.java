package org.segmentattribution.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.model.training.TrainingEpoch;
import org.segmentattribution.segmentation.dinox.DinoX;

/**
 * Somebody pressed Ctrl-C: workers finish what they have in hand, of a training the epoch, and
 * begin nothing new.
 */
public final class StopRequest {
  private static final String KEPT =
      "stopped; what is finished is kept: the same command goes on from there";
  private static final AtomicInteger WORKING = new AtomicInteger();
  private static volatile boolean requested;

  private StopRequest() {}

  /** The work ended early. Unchecked: it passes through a training, which knows nothing of it. */
  static final class Stopped extends RunFailed {
    private static final long serialVersionUID = 1;

    Stopped(String message) {
      super(message);
    }
  }

  /** Ends the work of this thread where somebody asked; what is finished is kept. */
  public static void check() {
    check(KEPT);
  }

  /** Ends a training between two epochs where somebody asked; one that is through is kept. */
  public static void check(TrainingEpoch epoch, int epochs) {
    if (epoch.number() < epochs) {
      check(KEPT);
    }
  }

  /** As {@link #check()} with another line for people, where nothing can be kept. */
  public static void check(String message) {
    if (requested) {
      throw new Stopped(message);
    }
  }

  /** Asks all workers of this program to stop; who waits for a service waits no more. */
  public static void request() {
    requested = true;
    DinoX.stopWaiting();
  }

  /** Forgets that somebody asked, for tests. */
  static void withdraw() {
    requested = false;
    DinoX.waitAgain();
  }

  /** Whether somebody asked. */
  public static boolean isRequested() {
    return requested;
  }

  /** Whether workers are at work. */
  public static boolean isAnyWorking() {
    return WORKING.get() > 0;
  }

  public static void begin() {
    WORKING.incrementAndGet();
  }

  public static void end() {
    WORKING.decrementAndGet();
  }
}
