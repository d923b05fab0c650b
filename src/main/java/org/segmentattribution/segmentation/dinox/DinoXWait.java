package org.segmentattribution.segmentation.dinox;

import java.util.HashSet;
import java.util.Set;

/** Holds the threads that wait for answers, so that they can be told to stop. */
final class DinoXWait {
  private static final Set<Thread> WAITING = new HashSet<>();
  private static boolean stopped;

  private DinoXWait() {}

  /** This thread waits from now on; one that was told to go before does so at once. */
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

  /** Forgets that somebody stopped. */
  static void goOn() {
    synchronized (WAITING) {
      stopped = false;
    }
  }

  /** This thread waits no more. */
  static void end() {
    synchronized (WAITING) {
      if (WAITING.remove(Thread.currentThread()) && stopped) {
        // what this thread does next, such as writing a file, must not be broken off
        Thread.interrupted();
      }
    }
  }
}
