package org.segmentattribution.segmentation.quality;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Mask;

/**
 * Parts of a mask that do not touch, not even at a corner.
 *
 * @param count number of parts; 0 for an empty mask
 * @param tiny number of parts that have less than one pixel in a hundred of the mask
 */
public record MaskIslands(int count, int tiny) {
  private static final int TINY = 100;

  /** A run of pixels in one row; a root has the pixels of its island. */
  private static final class Run {
    final int from;
    final int to;
    Run parent = this;
    int pixels;

    Run(int from, int to) {
      this.from = from;
      this.to = to;
      pixels = to - from;
    }

    Run root() {
      Run root = this;
      while (root.parent != root) {
        root.parent = root.parent.parent;
        root = root.parent;
      }
      return root;
    }

    void join(Run other) {
      Run mine = root();
      Run its = other.root();
      if (mine != its) {
        mine.pixels += its.pixels;
        its.parent = mine;
      }
    }
  }

  /** Counts the islands of a mask. */
  public static MaskIslands of(Mask mask) {
    List<Run> all = new ArrayList<>();
    int[] rows = {-2, 0, 0};
    mask.forEachRun(
        (from, to, y) -> {
          if (y != rows[0]) {
            // runs of the row above begin where those of this row did
            rows[1] = y == rows[0] + 1 ? rows[2] : all.size();
            rows[2] = all.size();
            rows[0] = y;
          }
          Run run = new Run(from, to);
          for (int i = rows[1]; i < rows[2]; i++) {
            Run above = all.get(i);
            if (above.from <= to && above.to >= from) {
              run.join(above);
            }
          }
          all.add(run);
        });
    int area = mask.area();
    int count = 0;
    int tiny = 0;
    for (Run run : all) {
      if (run.parent == run) {
        count++;
        tiny += (long) TINY * run.pixels < area ? 1 : 0;
      }
    }
    return new MaskIslands(count, tiny);
  }
}
