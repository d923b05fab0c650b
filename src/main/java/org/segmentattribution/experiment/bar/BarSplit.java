package org.segmentattribution.experiment.bar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Sha256;

/**
 * Divides the images between the classifiers. A share of each class's training images is held out,
 * and a share of its test images is added to the training of the less biased classifier. An image's
 * part depends only on the seed and its name.
 *
 * @param training images that both classifiers learn from
 * @param mixed additional images for the less biased classifier
 * @param biased training images held out; no classifier uses them
 * @param unbiased the other test images; no classifier uses them
 */
record BarSplit(
    List<ImageRecord> training,
    List<ImageRecord> mixed,
    List<ImageRecord> biased,
    List<ImageRecord> unbiased) {

  /**
   * Divides images that declare a split.
   *
   * @param holdout share of each class of {@code train}, 0 to 1
   * @param mixed share of each class of {@code test}, 0 to 1
   * @throws UsageError if a part would be empty
   */
  static BarSplit of(List<ImageRecord> records, double holdout, double mixed, long seed) {
    List<ImageRecord> train = records.stream().filter(ImageRecord::isTraining).toList();
    List<ImageRecord> test = records.stream().filter(ImageRecord::isTest).toList();
    if (train.isEmpty() || test.isEmpty()) {
      throw WrongInput.of(
          "{images}: %s training and %s test images; both are needed, in folders train/ and test/",
          train.size(), test.size());
    }
    Set<ImageRecord> heldOut = drawn(train, holdout, seed);
    Set<ImageRecord> mixedIn = drawn(test, mixed, seed);
    BarSplit split =
        new BarSplit(
            train.stream().filter(r -> !heldOut.contains(r)).toList(),
            test.stream().filter(mixedIn::contains).toList(),
            train.stream().filter(heldOut::contains).toList(),
            test.stream().filter(r -> !mixedIn.contains(r)).toList());
    if (split.training.isEmpty() || split.mixed.isEmpty() || split.unbiased.isEmpty()) {
      throw WrongInput.of(
          "{holdout} %s, {mixed} %s: of %s training and %s test images a part is empty",
          holdout, mixed, train.size(), test.size());
    }
    return split;
  }

  private static Set<ImageRecord> drawn(List<ImageRecord> records, double share, long seed) {
    Map<String, List<ImageRecord>> byClass = new TreeMap<>(SegmentNames.BY_CODE_POINT);
    records.forEach(r -> byClass.computeIfAbsent(r.label(), l -> new ArrayList<>()).add(r));
    Set<ImageRecord> drawn = new HashSet<>();
    for (List<ImageRecord> ofClass : byClass.values()) {
      ofClass.sort(Comparator.comparing(r -> new Sha256().add(seed + "\n" + r.id()).hex()));
      drawn.addAll(ofClass.subList(0, (int) Math.round(share * ofClass.size())));
    }
    return drawn;
  }
}
