package org.segmentattribution.segmentation.dinox;

import java.util.HashSet;
import java.util.Set;

/** Keeps the threads that wait for answers, so that they can be stopped. */
final class DinoXWait {
  private static final Set<Thread> WAITING = new HashSet<>();
  private static boolean stopped;

  private DinoXWait() {}

  /** Registers this thread as waiting; stops at once if a stop was requested before. */
  static void begin() throws InterruptedException {
    synchronized (WAITING) {
      if (stopped) {
        throw new InterruptedException();
      }
      WAITING.add(Thread.currentThread());
    }
  }

  static void stop() {
    synchronized (WAITING) {
      stopped = true;
      WAITING.forEach(Thread::interrupt);
    }
  }

  /** Withdraws the stop. */
  static void goOn() {
    synchronized (WAITING) {
      stopped = false;
    }
  }

  /** Ends the waiting of this thread. */
  static void end() {
    synchronized (WAITING) {
      if (WAITING.remove(Thread.currentThread()) && stopped) {
        // the next work of this thread, such as writing a file, must not be interrupted
        Thread.interrupted();
      }
    }
  }
}
