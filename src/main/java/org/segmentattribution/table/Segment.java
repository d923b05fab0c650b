package org.segmentattribution.table;

import org.segmentattribution.api.Mask;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;

/**
 * A named mask on the grid of a table.
 *
 * @param id unique within the image, in detection order, from 0
 * @param name normalised on construction
 * @param mask on the grid; may be empty
 * @param score the detector's confidence, 0 to 1
 * @param ifEmpty the reason to report where the mask is empty
 */
public record Segment(int id, String name, Mask mask, double score, Absence ifEmpty) {
  /** Normalises the name. */
  public Segment {
    name = SegmentNames.normalise(name);
    if (name.isEmpty()) {
      throw new WrongInput("segment " + id + " has no name");
    }
  }

  /** Makes a segment from a mask on the grid. */
  public Segment(int id, String name, Mask mask, double score) {
    this(id, name, mask, score, Absence.EMPTY);
  }

  /**
   * Makes a segment from a mask on the image's own pixels, which the model's preprocessing brings
   * to the grid.
   */
  public static Segment place(
      int id, String name, Mask onImage, double score, Preprocessing preprocessing, Grid grid) {
    Mask mask =
        grid == Grid.SALIENCY ? preprocessing.toGrid(onImage) : preprocessing.visible(onImage);
    return new Segment(id, name, mask, score, reason(onImage, mask, preprocessing));
  }

  private static Absence reason(Mask onImage, Mask mask, Preprocessing preprocessing) {
    if (!mask.isEmpty() || onImage.isEmpty()) {
      return Absence.EMPTY;
    }
    return preprocessing.outside(onImage) ? Absence.OUTSIDE : Absence.VANISHED;
  }
}
