package org.segmentattribution.pipeline;

import org.segmentattribution.api.SettingText;

/**
 * Takes reports on how far long work has got. Implementations may be called from several threads.
 */
public interface Progress {
  /** Ignores all reports. */
  Progress NONE =
      new Progress() {
        @Override
        public void start(String task, long steps) {}

        @Override
        public void step(long steps, String latest) {}

        @Override
        public void finish() {}
      };

  /** Begins a task of this many steps; the task before has ended. */
  void start(String task, long steps);

  /** Reports finished steps; {@code latest} is a short word on the last of them, or empty. */
  void step(long steps, String latest);

  /** Reports something that people must know, in one line. */
  default void note(String line) {}

  /** Reports the same in a line that may name settings. */
  default void note(SettingText line) {
    note(line.toString());
  }

  /** Ends the task. */
  void finish();
}
