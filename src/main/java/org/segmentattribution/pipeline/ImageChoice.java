package org.segmentattribution.pipeline;

import java.nio.file.Path;
import java.util.List;

/**
 * The images that a command is asked to work on.
 *
 * @param images folder or CSV of the images
 * @param classes only images of these classes; empty = all
 * @param split only images of this split; empty = all
 * @param limit at most so many images of each class; 0 = all
 */
public record ImageChoice(Path images, List<String> classes, String split, int limit) {
  /**
   * Lists them.
   *
   * @throws UsageError where there is no data set, or nothing of a class or of the split in it
   */
  public ImageSelection open() {
    return ImageSelection.open(images).ofSplit(split).ofClasses(classes).limit(limit);
  }
}
