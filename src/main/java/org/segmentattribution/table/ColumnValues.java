package org.segmentattribution.table;

import java.util.EnumMap;
import java.util.Map;
import org.segmentattribution.api.ClassReading;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentFacts;
import org.segmentattribution.api.SegmentScores;

/** Makes a row from one value for each column, as files and databases hold them. */
public final class ColumnValues {
  private final Map<Column, Object> values = new EnumMap<>(Column.class);

  /** Sets the value of a column, of the column's type; null where there is none. */
  public ColumnValues set(Column column, Object value) {
    values.put(column, value);
    return this;
  }

  /**
   * Returns the row. Missing numbers are NaN, optional columns unknown, and {@code class} is the
   * label.
   *
   * @throws NullPointerException where a required name or whole number has no value
   */
  public SegmentAttribution row() {
    Integer index = (Integer) values.get(Column.EXPLAINED_CLASS_INDEX);
    String className = (String) values.get(Column.CLASS);
    ClassReading reading =
        new ClassReading(
            text(Column.PREDICTED),
            text(Column.TARGET),
            number(Column.CONFIDENCE),
            index == null ? -1 : index,
            number(Column.EXPLAINED_CONFIDENCE),
            className == null ? text(Column.LABEL) : className,
            (Boolean) values.get(Column.CORRECT));
    return new SegmentAttribution(
        new ExplainedImage(
            text(Column.IMAGE_ID),
            text(Column.IMAGE),
            text(Column.LABEL),
            text(Column.MODEL),
            reading),
        text(Column.METHOD),
        new SegmentFacts(
            integer(Column.SEGMENT_ID),
            text(Column.SEGMENT),
            number(Column.SCORE),
            integer(Column.MASK_SIZE),
            integer(Column.MASK_SIZE_UNPADDED),
            number(Column.MASK_FRACTION),
            (Position) value(Column.POSITION)),
        new SegmentScores(
            number(Column.MEAN_SIGNED),
            number(Column.MEAN_ATTRIBUTION),
            number(Column.TOTAL_ATTRIBUTION),
            number(Column.RANK),
            number(Column.SHIFT_SHARE),
            number(Column.CALIBRATED_RANK)));
  }

  private Object value(Column column) {
    Object value = values.get(column);
    if (value == null) {
      throw new NullPointerException("no value of column '" + column.text() + "'");
    }
    return value;
  }

  private String text(Column column) {
    return (String) value(column);
  }

  private int integer(Column column) {
    return (Integer) value(column);
  }

  private double number(Column column) {
    Double number = (Double) values.get(column);
    return number == null ? Double.NaN : number;
  }
}
