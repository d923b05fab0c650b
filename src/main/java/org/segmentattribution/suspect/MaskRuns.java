package org.segmentattribution.suspect;

import org.segmentattribution.api.Mask;

/** A mask as text: runs of pixels, {@code from-to@row} without the column {@code to}. */
final class MaskRuns {
  private MaskRuns() {}

  static String text(Mask mask) {
    StringBuilder runs = new StringBuilder();
    mask.forEachRun(
        (from, to, y) -> {
          runs.append(runs.isEmpty() ? "" : " ").append(from).append('-').append(to);
          runs.append('@').append(y);
        });
    return runs.toString();
  }

  static Mask read(int width, int height, String runs) {
    Mask.Builder mask = new Mask.Builder(width, height);
    for (String run : runs.split(" ")) {
      int dash = run.indexOf('-');
      int at = run.indexOf('@');
      mask.addRun(
          Integer.parseInt(run.substring(0, dash)),
          Integer.parseInt(run.substring(dash + 1, at)),
          Integer.parseInt(run.substring(at + 1)));
    }
    return mask.build();
  }
}
