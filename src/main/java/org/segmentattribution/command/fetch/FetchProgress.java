package org.segmentattribution.command.fetch;

import org.segmentattribution.pipeline.Progress;

/** Reports bytes as steps of 1,000, so that bars of any size fit into a line. */
final class FetchProgress {
  private static final long UNIT = 1000;

  private final Progress progress;
  private long bytes;
  private long shown;

  FetchProgress(Progress progress) {
    this.progress = progress;
  }

  static long units(long bytes) {
    return (bytes + UNIT - 1) / UNIT;
  }

  /** Takes more bytes, or fewer where a part was dropped. */
  synchronized void accept(long more, String file) {
    bytes += more;
    long now = units(Math.max(0, bytes));
    if (now != shown) {
      progress.step(now - shown, file);
      shown = now;
    }
  }
}
