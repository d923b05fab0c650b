package org.segmentattribution.benchmark;

import java.lang.management.ManagementFactory;

/**
 * What a pass costs. With one thread within an operation that is the processor time of the calling
 * thread, which does all the work; other programs are not in it. With more threads it is the time
 * that passes.
 *
 * @param threads within an operation
 */
record Clock(int threads) {
  /** Milliseconds that an action takes. */
  double milliseconds(Runnable action) {
    long start = nanoseconds();
    action.run();
    return (nanoseconds() - start) / 1e6;
  }

  private long nanoseconds() {
    return threads == 1
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
