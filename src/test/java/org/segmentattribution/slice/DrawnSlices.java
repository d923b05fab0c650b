package org.segmentattribution.slice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Draws the rows of a run: four classes of 100 images, six segments each, and, where wanted, one
 * slice in which the classifier is wrong more often.
 */
final class DrawnSlices {
  private static final int CLASSES = 4;
  private static final int IMAGES = 100;
  private static final int SEGMENTS = 6;

  /** Where the slice is planted. */
  static final String CLASS = "class 2";

  static final String SEGMENT = "segment 3";

  private final Random random;

  DrawnSlices(long seed) {
    random = new Random(seed);
  }

  /**
   * Draws images.
   *
   * @param kind of the planted slice; null for none
   * @param loss what its images lose of the accuracy of their class
   */
  List<SlicedImage> images(SliceKind kind, double loss) {
    List<SlicedImage> images = new ArrayList<>();
    for (int c = 0; c < CLASSES; c++) {
      double accuracy = 0.7 + 0.28 * random.nextDouble();
      double[] often = new double[SEGMENTS];
      double[] forClass = new double[SEGMENTS];
      double[] strong = new double[SEGMENTS];
      for (int s = 0; s < SEGMENTS; s++) {
        often[s] = 0.1 + 0.85 * random.nextDouble();
        forClass[s] = 0.2 + 0.75 * random.nextDouble();
        strong[s] = random.nextDouble();
      }
      boolean planted = kind != null && CLASS.equals("class " + c);
      if (planted) {
        // about a quarter of the class is in the slice
        accuracy = 0.8 + 0.15 * random.nextDouble();
        often[3] = kind == SliceKind.ABSENT ? 0.75 : kind == SliceKind.PRESENT ? 0.25 : 0.8;
        forClass[3] = kind == SliceKind.AGAINST ? 0.7 : 0.5;
        strong[3] = kind == SliceKind.FIRST ? 0.8 : 0.4;
      }
      for (int i = 0; i < IMAGES; i++) {
        Map<String, SlicedImage.Place> places = places(often, forClass, strong);
        boolean worse = planted && isIn(kind, places);
        boolean right = random.nextDouble() < accuracy - (worse ? loss : 0);
        double confidence = (right ? 0.5 : 0.02) + (right ? 0.5 : 0.4) * random.nextDouble();
        images.add(new SlicedImage(c + "/" + i, "class " + c, right, confidence, places, Set.of()));
      }
    }
    return images;
  }

  private Map<String, SlicedImage.Place> places(
      double[] often, double[] forClass, double[] strong) {
    int first = -1;
    double most = 0;
    boolean[] there = new boolean[SEGMENTS];
    for (int s = 0; s < SEGMENTS; s++) {
      there[s] = s == 0 || random.nextDouble() < often[s];
      double weight = strong[s] + random.nextDouble();
      if (there[s] && weight > most) {
        most = weight;
        first = s;
      }
    }
    Map<String, SlicedImage.Place> places = new HashMap<>();
    for (int s = 0; s < SEGMENTS; s++) {
      int sign = random.nextDouble() < forClass[s] ? 1 : -1;
      if (there[s]) {
        places.put("segment " + s, new SlicedImage.Place(s == first, sign));
      }
    }
    return places;
  }

  /** Returns whether an image is in the slice of the planted segment. */
  private static boolean isIn(SliceKind kind, Map<String, SlicedImage.Place> places) {
    SlicedImage.Place place = places.get(SEGMENT);
    return switch (kind) {
      case PRESENT -> place != null;
      case ABSENT -> place == null;
      case FIRST -> place != null && place.first();
      case NOT_FIRST -> place == null || !place.first();
      case FOR -> place != null && place.sign() > 0;
      case AGAINST -> place != null && place.sign() < 0;
    };
  }

  /** Returns whether a slice has nothing to do with what was planted: finding it is false. */
  static boolean isFree(SegmentSlice slice) {
    // where the planted segment is missing, another one comes first more often
    return !slice.className().equals(CLASS)
        || !slice.segment().equals(SEGMENT)
            && slice.kind() != SliceKind.FIRST
            && slice.kind() != SliceKind.NOT_FIRST;
  }
}
