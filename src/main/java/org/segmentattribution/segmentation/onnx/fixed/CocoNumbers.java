package org.segmentattribution.segmentation.onnx.fixed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** COCO's 80 things have the numbers 1 to 90, and ten of these have no thing. */
final class CocoNumbers {
  private static final Logger LOG = LoggerFactory.getLogger(CocoNumbers.class);
  private static final int THINGS = 80;
  private static final int LAST = 90;
  private static final Set<Integer> FREE = Set.of(12, 26, 29, 30, 45, 66, 68, 69, 71, 83);

  private CocoNumbers() {}

  /**
   * Returns the names of a model's classes by number.
   *
   * @param found the names that were found; null where nothing says them
   * @param width classes of the model, the last of which may be nothing; -1 = unknown
   * @throws WrongInput where these do not fit
   */
  static List<String> names(List<String> found, long width, OnnxGraph graph, ModelFolder folder) {
    if (width == LAST + 1 && (found == null || found.size() == THINGS)) {
      if (found == null) {
        LOG.info("{}: has COCO's 91 numbers and no names of its own: COCO's names", graph.file());
      }
      return gaps(found == null ? coco() : found);
    }
    if (found == null) {
      throw ClassLabels.missing(folder);
    }
    if (width > 0 && width != found.size() && width != found.size() + 1) {
      throw WrongInput.of(
          "%s: makes %d classes and one for nothing, but there are %d names; {segmenter-classes}"
              + " names a file with as many",
          graph.file(), width - 1, found.size());
    }
    return found;
  }

  private static List<String> gaps(List<String> things) {
    List<String> names = new ArrayList<>(List.of(""));
    int next = 0;
    for (int number = 1; number <= LAST; number++) {
      names.add(FREE.contains(number) ? "" : things.get(next++));
    }
    return names;
  }

  private static List<String> coco() {
    try {
      return ClassNames.named("coco");
    } catch (IOException e) {
      throw new WrongInput(e.getMessage(), e);
    }
  }
}
