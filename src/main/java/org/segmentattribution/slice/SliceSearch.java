package org.segmentattribution.slice;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares every slice with the rest of its class. Two slices that part a class in the same way are
 * one test; all tests of all classes, of accuracy and of confidence, are adjusted together.
 *
 * @param least smallest number of images of a slice, and of the rest; smaller ones are left out
 * @param correction for the number of tests
 * @param draws how many permutations and resamples
 * @param seed of both
 */
public record SliceSearch(int least, Correction correction, SliceDraws draws, long seed) {
  /**
   * What was found.
   *
   * @param slices the worst first
   * @param tests number of different tests
   * @param small number of slices that are left out because they, or the rest, are too small
   */
  public record Found(List<SliceResult> slices, int tests, int small) {}

  /** A test of one measure, whose p-value is adjusted when all are known. */
  private static final class Test {
    private BesideRest raw;

    Test(BesideRest raw) {
      this.raw = raw;
    }
  }

  /** Both measures of one cut. */
  private record Pair(BitSet inside, Test accuracy, Test confidence) {}

  /** A cut of a class with its tests. */
  private record Tested(List<SlicedImage> images, Cut cut, Pair pair) {}

  /** Compares all slices of some images. */
  public Found of(List<SlicedImage> images) {
    Map<String, List<SlicedImage>> classes = new LinkedHashMap<>();
    images.forEach(
        image -> classes.computeIfAbsent(image.className(), name -> new ArrayList<>()).add(image));
    List<Tested> tested = new ArrayList<>();
    List<Test> tests = new ArrayList<>();
    int small = 0;
    for (List<SlicedImage> of : classes.values()) {
      SliceTests measure = new SliceTests(of, draws, seed);
      Map<Set<BitSet>, Pair> known = new HashMap<>();
      for (Cut cut : Cut.of(of)) {
        int inside = cut.inside().cardinality();
        int outside = cut.outside().cardinality();
        if (inside == 0 || outside == 0) {
          continue;
        }
        if (Math.min(inside, outside) < least) {
          small += cut.other() == null ? 1 : 2;
          continue;
        }
        Pair pair =
            known.computeIfAbsent(
                cut.parts(),
                key ->
                    new Pair(
                        cut.inside(),
                        test(measure.accuracy(cut.inside(), cut.outside()), tests),
                        test(measure.confidence(cut.inside(), cut.outside()), tests)));
        tested.add(new Tested(of, cut, pair));
      }
    }
    adjust(tests);
    List<SliceResult> slices = new ArrayList<>();
    for (Tested one : tested) {
      slices.add(result(one, false));
      if (one.cut.other() != null) {
        slices.add(result(one, true));
      }
    }
    slices.sort(SliceResult.WORST_FIRST);
    return new Found(List.copyOf(slices), tests.size(), small);
  }

  private static Test test(BesideRest raw, List<Test> tests) {
    Test test = new Test(raw);
    if (!Double.isNaN(raw.pValue())) {
      tests.add(test);
    }
    return test;
  }

  private void adjust(List<Test> tests) {
    double[] adjusted = correction.of(tests.stream().mapToDouble(t -> t.raw.pValue()).toArray());
    for (int i = 0; i < adjusted.length; i++) {
      tests.get(i).raw = tests.get(i).raw.adjusted(adjusted[i]);
    }
  }

  private static SliceResult result(Tested tested, boolean outside) {
    Cut cut = tested.cut;
    BitSet inside = outside ? cut.outside() : cut.inside();
    BitSet rest = outside ? cut.inside() : cut.outside();
    boolean turned = !inside.equals(tested.pair.inside);
    BesideRest accuracy = tested.pair.accuracy.raw;
    BesideRest confidence = tested.pair.confidence.raw;
    return new SliceResult(
        new SegmentSlice(
            tested.images.get(0).className(), cut.segment(), outside ? cut.other() : cut.kind()),
        new SliceResult.Counts(
            inside.cardinality(),
            SliceTests.right(tested.images, inside),
            rest.cardinality(),
            SliceTests.right(tested.images, rest)),
        turned ? accuracy.turned() : accuracy,
        turned ? confidence.turned() : confidence,
        inside.stream().mapToObj(tested.images::get).toList());
  }
}
