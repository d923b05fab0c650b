package org.segmentattribution.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.model.training.TrainingEpoch;
import org.segmentattribution.segmentation.dinox.DinoX;

/**
 * A request to stop, made by Ctrl-C: workers finish what they have begun (in training, the epoch)
 * and begin nothing new.
 */
public final class StopRequest {
  private static final String KEPT =
      "stopped; what is finished is kept: the same command goes on from there";
  private static final AtomicInteger WORKING = new AtomicInteger();
  private static volatile boolean requested;

  private StopRequest() {}

  /**
   * Ends the work early. It is unchecked so that it passes through training, which knows nothing of
   * it.
   */
  static final class Stopped extends RunFailed {
    private static final long serialVersionUID = 1;

    Stopped(String message) {
      super(message);
    }
  }

  /** Ends the work of this thread if a stop was requested; finished work is kept. */
  public static void check() {
    check(KEPT);
  }

  /** Ends training between two epochs if a stop was requested; finished training is kept. */
  public static void check(TrainingEpoch epoch, int epochs) {
    if (epoch.number() < epochs) {
      check(KEPT);
    }
  }

  /**
   * Ends the work as {@link #check()} does, with another line for people, where nothing can be
   * kept.
   */
  public static void check(String message) {
    if (requested) {
      throw new Stopped(message);
    }
  }

  /** Asks all workers of this program to stop; threads that wait for a service wait no longer. */
  public static void request() {
    requested = true;
    DinoX.stopWaiting();
  }

  /** Withdraws the request, for tests. */
  static void withdraw() {
    requested = false;
    DinoX.waitAgain();
  }

  /** Returns whether a stop was requested. */
  public static boolean isRequested() {
    return requested;
  }

  /** Returns whether any workers are running. */
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
