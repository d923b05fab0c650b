package org.segmentattribution.pipeline;

/** Hears how far long work has come. Implementations may be called from several threads. */
public interface Progress {
  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void start(String task, long steps) {}

        @Override
        public void step(long steps, String latest) {}

        @Override
        public void finish() {}
      };

  /** A task of so many steps begins; the one before is over. */
  void start(String task, long steps);

  /** Steps were done; {@code latest} is a short word on the last of them, or empty. */
  void step(long steps, String latest);

  /** Something that people must know, in one line. */
  default void note(String line) {}

  /** The task is over. */
  void finish();
}
