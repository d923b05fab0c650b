package org.segmentattribution.experiment.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;

/**
 * Training and test images: as the data set declares them, or with a seeded share of each class
 * held out.
 *
 * @param training in the order of the listing
 * @param test in the order of the listing
 */
public record Holdout(List<ImageRecord> training, List<ImageRecord> test) {

  /**
   * Divides images.
   *
   * @param share of each class held out where the images declare no split, 0 to 1
   * @throws WrongInput where a part is empty
   */
  public static Holdout of(List<ImageRecord> records, double share, long seed) {
    boolean declared = records.stream().anyMatch(ImageRecord::isTest);
    Holdout split = declared ? declared(records) : drawn(records, share, seed);
    if (split.training.isEmpty() || split.test.isEmpty()) {
      throw WrongInput.of(
          "{images}: %s training and %s test images; both are needed ({holdout} divides images that"
              + " have no train/ and test/)",
          split.training.size(), split.test.size());
    }
    return split;
  }

  private static Holdout declared(List<ImageRecord> records) {
    return new Holdout(
        records.stream().filter(ImageRecord::isTraining).toList(),
        records.stream().filter(ImageRecord::isTest).toList());
  }

  private static Holdout drawn(List<ImageRecord> records, double share, long seed) {
    Map<String, List<ImageRecord>> byClass = new TreeMap<>();
    records.forEach(r -> byClass.computeIfAbsent(r.label(), l -> new ArrayList<>()).add(r));
    List<ImageRecord> test = new ArrayList<>();
    for (List<ImageRecord> ofClass : byClass.values()) {
      Collections.shuffle(ofClass, new Random(seed));
      test.addAll(ofClass.subList(0, (int) Math.round(share * ofClass.size())));
    }
    return new Holdout(
        records.stream().filter(r -> !test.contains(r)).toList(),
        records.stream().filter(test::contains).toList());
  }
}
