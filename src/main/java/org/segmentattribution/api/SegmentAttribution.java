package org.segmentattribution.api;

/**
 * One row of a Segment Attribution Table: what one saliency method gives to one named segment of
 * one image. Definitions: Hinns and Martens, "Aggregating Local Saliency Maps for Semi-Global
 * Explainable Image Classification".
 *
 * @param imageId identity of the image within its data set
 * @param image its relative path
 * @param label its class, or empty
 * @param predicted the class with the largest logit
 * @param target the class whose logit was explained
 * @param confidence probability of the predicted class by the model's head, 0 to 1
 * @param model name of the classifier
 * @param method name of the saliency method
 * @param segmentId unique within the image, in detection order, from 0
 * @param segment normalised name
 * @param score the detector's confidence, 0 to 1 (largest of merged detections)
 * @param maskSize pixels of the padded mask, Z
 * @param maskSizeUnpadded pixels before padding
 * @param maskFraction {@code maskSize} over the pixels of the grid, 0 to 1
 * @param position third of the image in which the unpadded mask's centroid lies
 * @param meanSigned mean of the map over the padded mask
 * @param meanAttribution its absolute value
 * @param totalAttribution signed sum over the padded mask
 * @param rank 1 = largest {@code meanAttribution} of this image's table, ties averaged by default
 * @param shiftShare share of cyclic shifts of the map under this mask that reach {@code
 *     meanAttribution}, 0 (strongest) to 1; NaN where it was not computed
 * @param calibratedRank 1 = smallest {@code shiftShare} of the table, ties by {@code
 *     meanAttribution}; NaN likewise
 * @param reading the explained class by index, and what the model made of the label
 */
public record SegmentAttribution(
    String imageId,
    String image,
    String label,
    String predicted,
    String target,
    double confidence,
    String model,
    String method,
    int segmentId,
    String segment,
    double score,
    int maskSize,
    int maskSizeUnpadded,
    double maskFraction,
    Position position,
    double meanSigned,
    double meanAttribution,
    double totalAttribution,
    double rank,
    double shiftShare,
    double calibratedRank,
    ClassReading reading) {

  /** A row of which no more is known of classes than their names. */
  public SegmentAttribution(
      String imageId,
      String image,
      String label,
      String predicted,
      String target,
      double confidence,
      String model,
      String method,
      int segmentId,
      String segment,
      double score,
      int maskSize,
      int maskSizeUnpadded,
      double maskFraction,
      Position position,
      double meanSigned,
      double meanAttribution,
      double totalAttribution,
      double rank,
      double shiftShare,
      double calibratedRank) {
    this(
        imageId,
        image,
        label,
        predicted,
        target,
        confidence,
        model,
        method,
        segmentId,
        segment,
        score,
        maskSize,
        maskSizeUnpadded,
        maskFraction,
        position,
        meanSigned,
        meanAttribution,
        totalAttribution,
        rank,
        shiftShare,
        calibratedRank,
        ClassReading.of(label));
  }
}
