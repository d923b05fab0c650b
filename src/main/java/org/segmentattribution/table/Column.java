package org.segmentattribution.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.segmentattribution.api.SegmentAttribution;

/**
 * The columns of {@code sat.csv} and {@code sat.parquet}, in order. Readers, writers, the database
 * and the table in {@code docs/statistics.md} are made from this list.
 */
public enum Column {
  /** Identifies the image. */
  IMAGE_ID("image_id", Type.TEXT, r -> r.imageId(), "identifies the image within its data set"),
  /** Path of the image. */
  IMAGE("image", Type.TEXT, r -> r.image().path(), "its path, relative to the data set"),
  /** Class of the image. */
  LABEL("label", Type.TEXT, r -> r.label(), "its class; empty where none is known"),
  /** Class with the largest logit. */
  PREDICTED(
      "predicted", Type.TEXT, r -> r.reading().predicted(), "the class with the largest logit"),
  /** Class explained. */
  TARGET("target", Type.TEXT, r -> r.target(), "the class whose logit was explained"),
  /** Probability of the predicted class. */
  CONFIDENCE(
      "confidence",
      Type.NUMBER,
      r -> r.reading().confidence(),
      "probability of `predicted` by the model's head: softmax over the logits, or sigmoid of its"
          + " logit ([models/README.md](../models/README.md#heads))"),
  /** Name of the classifier. */
  MODEL("model", Type.TEXT, r -> r.model(), "name of the classifier"),
  /** Name of the saliency method. */
  METHOD("method", Type.TEXT, r -> r.method(), "name of the saliency method"),
  /** Number of the segment in the image. */
  SEGMENT_ID(
      "segment_id",
      Type.INTEGER,
      r -> r.facts().id(),
      "number of the segment in the image, in detection order, from 0"),
  /** Name of the segment. */
  SEGMENT("segment", Type.TEXT, r -> r.segment(), "its name, normalised"),
  /** Confidence of the detector. */
  SCORE(
      "score",
      Type.NUMBER,
      r -> r.facts().score(),
      "the detector's confidence, 0 to 1; the largest of merged detections"),
  /** Pixels of the padded mask. */
  MASK_SIZE(
      "mask_size",
      Type.INTEGER,
      r -> r.facts().maskSize(),
      "pixels of the mask on the model's grid, with padding"),
  /** Pixels before padding. */
  MASK_SIZE_UNPADDED(
      "mask_size_unpadded",
      Type.INTEGER,
      r -> r.facts().maskSizeUnpadded(),
      "pixels of the mask before padding"),
  /** Share of the grid that the padded mask covers. */
  MASK_FRACTION(
      "mask_fraction",
      Type.NUMBER,
      r -> r.facts().maskFraction(),
      "`mask_size` over all pixels. Padded masks overlap, and segments may (a mane on a body), so"
          + " the fractions of an image can add up to more than 1"),
  /** Cell of the image, one of nine. */
  POSITION(
      "position",
      Type.POSITION,
      r -> r.facts().position(),
      "the ninth of the picture in which the mask's centroid lies"),
  /** Mean of the map over the padded mask. */
  MEAN_SIGNED(
      "mean_signed", Type.NUMBER, r -> r.meanSigned(), "mean of the map over the padded mask"),
  /** Absolute value of the mean. */
  MEAN_ATTRIBUTION(
      "mean_attribution",
      Type.NUMBER,
      r -> r.meanAttribution(),
      "absolute value of `mean_signed`, taken after averaging: opposite signs within a segment cancel"),
  /** Sum over the padded mask, with its sign. */
  TOTAL_ATTRIBUTION(
      "total_attribution",
      Type.NUMBER,
      r -> r.scores().totalAttribution(),
      "the sum over the padded mask, signed"),
  /** Rank in the table. */
  RANK(
      "rank",
      Type.NUMBER,
      r -> r.rank(),
      "1 = largest `mean_attribution` of the table; equal ones share the mean of their places; empty"
          + " for `elsewhere`"),
  /** Share of shifts that reach the mean. */
  SHIFT_SHARE(
      "shift_share",
      Type.NUMBER,
      r -> r.shiftShare(),
      "the map is moved cyclically under the same mask (8 x 8 steps, the identity left out): share"
          + " of the moves that give at least the same absolute mean. 0 is strongest, about 0.5 is"
          + " chance; size and shape cancel"),
  /** Rank by shift share. */
  CALIBRATED_RANK(
      "calibrated_rank",
      Type.NUMBER,
      r -> r.scores().calibratedRank(),
      "1 = smallest `shift_share`, ties by `mean_attribution`; empty for `elsewhere`"),
  /** Index of the class explained. */
  EXPLAINED_CLASS_INDEX(
      "explained_class_index",
      Type.INTEGER,
      r -> r.reading().explainedIndex() < 0 ? null : r.reading().explainedIndex(),
      "index of `target`; the identity where names repeat"),
  /** Probability of the class explained. */
  EXPLAINED_CONFIDENCE(
      "explained_confidence",
      Type.NUMBER,
      r -> r.reading().explainedConfidence(),
      "probability of `target`, by the same head"),
  /** Class that rows are grouped by. */
  CLASS(
      "class",
      Type.TEXT,
      r -> r.reading().className(),
      "what rows are grouped by: the label; with target `positives`, where an image has a table"
          + " for each class above one half, the class explained"),
  /** Whether the model predicts the label. */
  CORRECT(
      "correct",
      Type.BOOLEAN,
      r -> r.reading().correct(),
      "whether the model gives the image its label: its logit is the largest, or, under a sigmoid"
          + " head, above 0; empty where the label is no class of the model");

  /** The type of a column, and its name in databases. */
  public enum Type {
    /** Text; never null. */
    TEXT("VARCHAR"),
    /** The name of a {@link org.segmentattribution.api.Position}. */
    POSITION("VARCHAR"),
    /** A whole number, or null. */
    INTEGER("INTEGER"),
    /** A float64; NaN where there is no value. */
    NUMBER("DOUBLE"),
    /** True, false, or null. */
    BOOLEAN("BOOLEAN");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    /** Returns the name of the type in SQL. */
    public String sql() {
      return sql;
    }
  }

  private final String text;
  private final Type type;
  private final Function<SegmentAttribution, Object> value;
  private final String documentation;

  Column(String text, Type type, Function<SegmentAttribution, Object> value, String documentation) {
    this.text = text;
    this.type = type;
    this.value = value;
    this.documentation = documentation;
  }

  /** Returns the name of the column in files. */
  public String text() {
    return text;
  }

  /** Returns the type of its values. */
  public Type type() {
    return type;
  }

  /** Returns the value in a row; null or NaN where there is none. */
  public Object of(SegmentAttribution row) {
    return value.apply(row);
  }

  /** Returns the documentation, one line of Markdown. */
  public String documentation() {
    return documentation;
  }

  /**
   * Returns whether every file must have it; files of other programs and of earlier versions lack
   * the last columns.
   */
  public boolean isRequired() {
    return compareTo(SHIFT_SHARE) < 0;
  }

  /** Returns names of all columns, in order. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(Column::text).toList();
  }

  /** Returns the column of this name; empty where there is none. */
  public static Optional<Column> named(String text) {
    return Arrays.stream(values()).filter(column -> column.text.equals(text)).findFirst();
  }
}
