package org.segmentattribution.model.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Training and validation images; an equal share of each class is held out at random.
 *
 * @param training images that the weights are fitted to
 * @param validation images that decide when training stops
 */
public record Split(List<LabelledImage> training, List<LabelledImage> validation) {

  static Split of(List<LabelledImage> images, double share, SplittableRandom random) {
    TreeMap<Integer, List<LabelledImage>> byLabel = new TreeMap<>();
    for (LabelledImage image : images) {
      byLabel.computeIfAbsent(image.label(), label -> new ArrayList<>()).add(image);
    }
    Split split = new Split(new ArrayList<>(), new ArrayList<>());
    for (List<LabelledImage> group : byLabel.values()) {
      shuffle(group, random);
      int held = (int) Math.round(share * group.size());
      split.validation.addAll(group.subList(0, held));
      split.training.addAll(group.subList(held, group.size()));
    }
    return split;
  }

  /** Shuffles a list; every order is equally likely (Fisher, Yates). */
  static <T> void shuffle(List<T> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T swapped = list.get(i);
      list.set(i, list.get(j));
      list.set(j, swapped);
    }
  }
}
