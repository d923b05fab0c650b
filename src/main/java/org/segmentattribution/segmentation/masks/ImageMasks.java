package org.segmentattribution.segmentation.masks;

import java.nio.file.Path;
import java.util.List;

/**
 * The files that belong to one image.
 *
 * @param map its label map; null where there is none
 * @param folder folder of its masks; null where there is none
 * @param pieces masks of one segment each, in the order of their names, without those that a
 *     listing names
 * @param rest other files of the folder
 */
record ImageMasks(Path map, Path folder, List<MaskPiece> pieces, List<Path> rest) {
  boolean isThere() {
    return map != null || folder != null || !pieces.isEmpty();
  }

  /** Returns whether {@link MaskWriter} wrote the folder; then a listing names its content. */
  boolean isListed() {
    return folder != null && MaskListing.isIn(folder);
  }
}
