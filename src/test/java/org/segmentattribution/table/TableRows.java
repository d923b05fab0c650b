package org.segmentattribution.table;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.statistics.Ranks;
import org.segmentattribution.statistics.Ties;

/** The rows of one image's table for tests, segment by segment; ranks follow from attributions. */
public final class TableRows {
  private final String imageId;
  private final List<String> names = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private String label = "zebra";
  private String predicted = "zebra";
  private String target = "zebra";
  private String model = "cnn";
  private String method = "lrp-z";
  private double confidence = 0.9;

  private TableRows(String imageId) {
    this.imageId = imageId;
  }

  /** A table of a zebra that the model knows as one. */
  public static TableRows of(String imageId) {
    return new TableRows(imageId);
  }

  /** An image of a class that is predicted and explained. */
  public TableRows of(String label, String predicted, String target) {
    this.label = label;
    this.predicted = predicted;
    this.target = target;
    return this;
  }

  public TableRows model(String name) {
    model = name;
    return this;
  }

  public TableRows method(String name) {
    method = name;
    return this;
  }

  public TableRows confidence(double probability) {
    confidence = probability;
    return this;
  }

  /** A segment with its signed mean and no calibration. */
  public TableRows segment(String name, double mean) {
    return segment(name, mean, Double.NaN, Double.NaN);
  }

  /** A segment with its signed mean, shift share and calibrated rank. */
  public TableRows segment(String name, double mean, double shiftShare, double calibratedRank) {
    names.add(name);
    values.add(new double[] {mean, shiftShare, calibratedRank});
    return this;
  }

  /** The rows, each mask ten pixels of a hundred. */
  public List<SegmentAttribution> rows() {
    double[] sizes = values.stream().mapToDouble(v -> Math.abs(v[0])).toArray();
    double[] ranks = Ranks.descending(sizes, Ties.AVERAGE);
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      double[] of = values.get(i);
      rows.add(row(i, of[0], ranks[i], of[1], of[2]));
    }
    return rows;
  }

  private SegmentAttribution row(
      int id, double mean, double rank, double shiftShare, double calibratedRank) {
    return TestRow.of(imageId, names.get(id))
        .label(label)
        .with(Column.PREDICTED, predicted)
        .with(Column.TARGET, target)
        .with(Column.CONFIDENCE, confidence)
        .with(Column.MODEL, model)
        .method(method)
        .with(Column.SEGMENT_ID, id)
        .with(Column.MASK_SIZE, 10)
        .with(Column.MASK_SIZE_UNPADDED, 8)
        .mean(mean)
        .with(Column.TOTAL_ATTRIBUTION, 10 * mean)
        .rank(rank)
        .calibrated(shiftShare, calibratedRank)
        .row();
  }

  public SegmentAttributionTable table() {
    return SegmentAttributionTable.group(rows()).get(0);
  }
}
