package org.segmentattribution.pipeline;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody pressed Ctrl-C: workers finish what they have in hand and begin nothing new. */
public final class StopRequest {
  private static final AtomicInteger WORKING = new AtomicInteger();
  private static volatile boolean requested;

  private StopRequest() {}

  /** The work ended early; what is finished is kept. */
  static final class Stopped extends IOException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped; what is finished is kept: the same command goes on from there");
    }
  }

  /** Asks all workers of this program to stop. */
  public static void request() {
    requested = true;
  }

  /** Whether somebody asked. */
  public static boolean isRequested() {
    return requested;
  }

  /** Whether workers are at work. */
  public static boolean isAnyWorking() {
    return WORKING.get() > 0;
  }

  static void begin() {
    WORKING.incrementAndGet();
  }

  static void end() {
    WORKING.decrementAndGet();
  }
}
