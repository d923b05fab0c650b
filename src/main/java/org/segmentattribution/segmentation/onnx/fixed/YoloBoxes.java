package org.segmentattribution.segmentation.onnx.fixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Box;

/** Reads the boxes of Ultralytics' heads, and keeps the best of those that cover one another. */
final class YoloBoxes {
  private static final int MOST = 300;
  private static final int MOST_COMPARED = 30000;
  private static final double OVERLAP = 0.7;
  private static final float APART = 7680; // pixels between the boxes of two classes

  /**
   * A box with the coefficients of its mask.
   *
   * @param box in pixels of the letterbox
   */
  record Candidate(int classIndex, Box box, float[] coefficients) {}

  private YoloBoxes() {}

  /** Reads columns of centre, size, scores and coefficients; each box has its best class. */
  static List<Candidate> raw(Tensor heads, int classes, int prototypes, double least) {
    int count = heads.size(2);
    float[] v = heads.floats();
    List<Candidate> candidates = new ArrayList<>();
    for (int a = 0; a < count; a++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = v[(4 + c) * count + a] > v[(4 + best) * count + a] ? c : best;
      }
      double score = v[(4 + best) * count + a];
      if (score > least) {
        float[] coefficients = new float[prototypes];
        for (int m = 0; m < prototypes; m++) {
          coefficients[m] = v[(4 + classes + m) * count + a];
        }
        float across = v[2 * count + a] / 2;
        float down = v[3 * count + a] / 2;
        float x = v[a];
        float y = v[count + a];
        Box box = new Box(0, score, x - across, y - down, x + across, y + down);
        candidates.add(new Candidate(best, box, coefficients));
      }
    }
    return candidates;
  }

  /** Reads rows of corners, score, class and coefficients. */
  static List<Candidate> ready(Tensor heads, int prototypes, double least) {
    int width = 6 + prototypes;
    float[] v = heads.floats();
    List<Candidate> candidates = new ArrayList<>();
    for (int from = 0; from < v.length && candidates.size() < MOST; from += width) {
      if (v[from + 4] > least) {
        Box box = new Box(0, v[from + 4], v[from], v[from + 1], v[from + 2], v[from + 3]);
        float[] coefficients = Arrays.copyOfRange(v, from + 6, from + width);
        candidates.add(new Candidate(Math.round(v[from + 5]), box, coefficients));
      }
    }
    return candidates;
  }

  /**
   * Applies greedy non-maximum suppression within each class, in single precision and with the
   * classes moved apart, as the exporter's own program does.
   */
  static List<Candidate> suppressed(List<Candidate> candidates) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingDouble((Candidate c) -> c.box().score()).reversed());
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : sorted.subList(0, Math.min(sorted.size(), MOST_COMPARED))) {
      boolean fresh =
          kept.stream()
              .noneMatch(
                  better ->
                      better.classIndex() == candidate.classIndex()
                          && overlap(better, candidate) > OVERLAP);
      if (fresh && kept.size() < MOST) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  private static float overlap(Candidate a, Candidate b) {
    float[] one = moved(a);
    float[] two = moved(b);
    float across = Math.max(0, Math.min(one[2], two[2]) - Math.max(one[0], two[0]));
    float down = Math.max(0, Math.min(one[3], two[3]) - Math.max(one[1], two[1]));
    float shared = across * down;
    return shared / (area(one) + area(two) - shared);
  }

  private static float area(float[] box) {
    return (box[2] - box[0]) * (box[3] - box[1]);
  }

  private static float[] moved(Candidate one) {
    float by = one.classIndex() * APART;
    Box box = one.box();
    return new float[] {
      (float) box.left() + by,
      (float) box.top() + by,
      (float) box.right() + by,
      (float) box.bottom() + by
    };
  }
}
