package org.segmentattribution.segmentation.quality;

import java.util.List;

/**
 * What is known of the masks of one name: a row of {@code segments-quality.csv}. Medians are over
 * images; a number that was not measured is NaN.
 *
 * @param segment normalised name
 * @param flags what is odd, the worst first
 */
public record NameQuality(
    String segment,
    Found found,
    Area area,
    Stability stability,
    Overlap overlap,
    Against against,
    List<QualityFlag> flags) {
  /** Copies the flags. */
  public NameQuality {
    flags = List.copyOf(flags);
  }

  /**
   * How often it was found.
   *
   * @param images with at least one pixel of it
   * @param of all images that were segmented
   */
  public record Found(int images, int of) {
    /** Returns the share of the images, 0 to 1. */
    public double share() {
      return of == 0 ? 0 : (double) images / of;
    }
  }

  /**
   * How large it is, over the images with it.
   *
   * @param pixels median number of pixels
   * @param median median share of the picture, 0 to 1
   * @param least smallest share
   * @param most largest share
   * @param islands median number of parts that do not touch
   * @param tiny median number of parts with less than one pixel in a hundred of the mask
   */
  public record Area(
      double pixels, double median, double least, double most, double islands, double tiny) {}

  /**
   * How it follows changes of the picture; medians over the tested pictures in which either the
   * picture or the changed one has it.
   *
   * @param images tested pictures with it
   * @param shift IoU of the mask and that of the shifted picture, brought back
   * @param still IoU of the same two masks without bringing back
   * @param flip IoU of the mask and that of the flipped picture, brought back; NaN for names of one
   *     side
   * @param flipStill the same without bringing back
   */
  public record Stability(int images, double shift, double still, double flip, double flipStill) {
    /** Nothing was tested. */
    static final Stability NONE = new Stability(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * The other names that its masks share most with; means over the images with it, where an image
   * without the other counts 0.
   *
   * @param segment the other name with the largest mean IoU; empty for none
   * @param iou that mean, 0 to 1
   * @param same share of the images in which the IoU with that name is above the limit
   * @param inside the name that holds most of it; empty for none
   * @param share mean share of its pixels that lie inside that name, 0 to 1
   */
  public record Overlap(String segment, double iou, double same, String inside, double share) {
    /** It shares no pixel with another name. */
    static final Overlap NONE = new Overlap("", Double.NaN, Double.NaN, "", Double.NaN);
  }

  /**
   * How far it agrees with masks of another origin.
   *
   * @param images compared images in which either has it
   * @param iou median IoU over those, 0 where only one has it
   * @param low first quartile
   * @param high third quartile
   * @param onlyHere images in which only the judged masks have it
   * @param onlyThere images in which only the others have it
   */
  public record Against(
      int images, double iou, double low, double high, int onlyHere, int onlyThere) {
    /** Nothing was compared. */
    static final Against NONE = new Against(0, Double.NaN, Double.NaN, Double.NaN, 0, 0);
  }

  /** Returns whether nothing speaks against its masks; hints alone do not. */
  public boolean isSound() {
    return flags.stream().noneMatch(QualityFlag::isDoubt);
  }

  /** Returns this row with flags. */
  NameQuality with(List<QualityFlag> found) {
    return new NameQuality(segment, this.found, area, stability, overlap, against, found);
  }
}
