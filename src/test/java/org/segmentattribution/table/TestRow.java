package org.segmentattribution.table;

import org.segmentattribution.api.ClassReading;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.SegmentAttribution;

/**
 * Rows for tests: a plain value in every column, then those that a test is about. The columns that
 * follow from others ({@code image}, {@code predicted}, {@code target}, {@code segment_id}, {@code
 * mean_signed}, {@code total_attribution}) do so until they are set.
 */
public final class TestRow {
  private final ColumnValues values = new ColumnValues();

  private TestRow() {}

  /** One segment of one image of a zebra, by lrp-z. */
  public static TestRow of(String imageId, String segment) {
    return new TestRow()
        .with(Column.IMAGE_ID, imageId)
        .with(Column.IMAGE, imageId + ".jpg")
        .label("zebra")
        .with(Column.CONFIDENCE, 0.9)
        .with(Column.MODEL, "cnn")
        .with(Column.METHOD, "lrp-z")
        .with(Column.SEGMENT_ID, 0)
        .with(Column.SEGMENT, segment)
        .with(Column.SCORE, 1.0)
        .with(Column.MASK_SIZE, 100)
        .with(Column.MASK_SIZE_UNPADDED, 80)
        .with(Column.MASK_FRACTION, 0.1)
        .with(Column.POSITION, Position.TOP_LEFT)
        .mean(1)
        .with(Column.RANK, 1.0);
  }

  /** Sets one column, as {@link Column#type} says. */
  public TestRow with(Column column, Object value) {
    values.set(column, value);
    return this;
  }

  /** Sets the label, which is predicted and explained. */
  public TestRow label(String label) {
    return with(Column.LABEL, label).with(Column.PREDICTED, label).with(Column.TARGET, label);
  }

  /** Sets the method. */
  public TestRow method(String method) {
    return with(Column.METHOD, method);
  }

  /** Sets the signed mean, and with it the mean and total attribution of 100 pixels. */
  public TestRow mean(double mean) {
    return with(Column.MEAN_SIGNED, mean)
        .with(Column.MEAN_ATTRIBUTION, Math.abs(mean))
        .with(Column.TOTAL_ATTRIBUTION, 100 * mean);
  }

  /** Sets the rank. */
  public TestRow rank(double rank) {
    return with(Column.RANK, rank);
  }

  /** Sets shift share and calibrated rank. */
  public TestRow calibrated(double shiftShare, double rank) {
    return with(Column.SHIFT_SHARE, shiftShare).with(Column.CALIBRATED_RANK, rank);
  }

  /** The row. */
  public SegmentAttribution row() {
    return values.row();
  }

  /** What rows share: an image whose label is predicted and explained. */
  public static ExplainedImage image(String imageId, String label) {
    return new ExplainedImage(
        imageId,
        imageId + ".jpg",
        label,
        "cnn",
        new ClassReading(label, label, 0.9, -1, Double.NaN, label, null));
  }
}
