package org.segmentattribution.rating;

import java.util.function.ToDoubleFunction;
import org.segmentattribution.api.SegmentAttribution;

/** A column of {@code sat.csv} that may predict effects; larger values mean more attribution. */
public enum RatedColumn {
  /** The sum over the segment: what FunnyBirds takes (Hesse, Schaub-Meyer, Roth 2023). */
  TOTAL_ATTRIBUTION("total_attribution", false, row -> row.scores().totalAttribution()),
  /** The mean over the segment. */
  MEAN_SIGNED("mean_signed", false, SegmentAttribution::meanSigned),
  /** The absolute mean, which tells no direction: it is compared with absolute effects. */
  MEAN_ATTRIBUTION("mean_attribution", true, SegmentAttribution::meanAttribution),
  /** Minus the rank. */
  RANK("rank", false, row -> -row.rank()),
  /** One minus the shift share, compared with absolute effects. */
  SHIFT_SHARE("shift_share", true, row -> 1 - row.shiftShare());

  private final String text;
  private final boolean absolute;
  private final ToDoubleFunction<SegmentAttribution> value;

  RatedColumn(String text, boolean absolute, ToDoubleFunction<SegmentAttribution> value) {
    this.text = text;
    this.absolute = absolute;
    this.value = value;
  }

  /** Returns the name of the column. */
  public String text() {
    return text;
  }

  /** Returns whether the column is compared with absolute effects. */
  public boolean isAbsolute() {
    return absolute;
  }

  /** Returns the value in a row; NaN where there is none. */
  public double of(SegmentAttribution row) {
    return value.applyAsDouble(row);
  }
}
