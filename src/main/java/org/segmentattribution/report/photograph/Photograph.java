package org.segmentattribution.report.photograph;

import java.util.List;

/**
 * A photograph with its table.
 *
 * @param id digits: names files, and parts of the page
 * @param image path in the data set
 * @param answer what the model made of it
 * @param frame size of the drawing
 * @param rows its segments, rank 1 first
 * @param more number of further segments that are not kept
 * @param outside what lies outside every segment; null where the tables have no such row
 */
public record Photograph(
    String id,
    String image,
    Answer answer,
    Frame frame,
    List<Row> rows,
    int more,
    Outside outside) {
  private static final int MOST_ROWS = 5000;

  /** Refuses what this program does not write, since it becomes markup and the name of a file. */
  public Photograph {
    require(id != null && id.matches("[0-9]{5,9}"), "the number of a photograph");
    require(image != null && answer != null && frame != null, "a photograph");
    require(rows != null && !rows.isEmpty() && rows.size() <= MOST_ROWS && more >= 0, "its rows");
    rows = List.copyOf(rows);
  }

  /**
   * What a model made of a photograph.
   *
   * @param label the class of the photograph, or empty
   * @param className the class that its table is grouped by, or empty
   * @param predicted by the model
   * @param confidence of the prediction, 0 to 1
   * @param target the class that was explained
   * @param right whether the label is predicted; null where this is unknown
   */
  public record Answer(
      String label,
      String className,
      String predicted,
      double confidence,
      String target,
      Boolean right) {
    /** Refuses missing names. */
    public Answer {
      require(label != null && className != null && predicted != null && target != null, "classes");
      require(confidence >= 0 && confidence <= 1, "a confidence");
    }
  }

  /**
   * The size of a drawing.
   *
   * @param width in units of the outlines
   * @param height in these units
   * @param map whether the attribution of each pixel is drawn, too
   */
  public record Frame(int width, int height, boolean map) {
    /** Refuses other sizes. */
    public Frame {
      require(width > 0 && width <= 4096 && height > 0 && height <= 4096, "a size");
    }
  }

  /**
   * What lies outside every segment.
   *
   * @param share of the sum of the absolute mean attributions, its own among them, with the sign of
   *     its own, -1 to 1
   * @param fraction of the picture that it covers, 0 to 1
   */
  public record Outside(double share, double fraction) {
    /** Refuses values that no table has. */
    public Outside {
      require(Math.abs(share) <= 1.000001 && fraction >= 0 && fraction <= 1, "what lies outside");
    }
  }

  /**
   * A segment in a photograph.
   *
   * @param segment name
   * @param rank in the photograph
   * @param share of the sum of the absolute mean attributions, with the sign of its own, -1 to 1
   * @param fraction of the picture that the padded mask covers, 0 to 1
   * @param outline path in units of the frame; empty where it is not drawn
   * @param x of the middle of its name, in per cent of the width; -1 = no room for a name
   * @param y of the middle of its name, in per cent of the height
   */
  public record Row(
      String segment,
      double rank,
      double share,
      double fraction,
      String outline,
      double x,
      double y) {
    /** Refuses values that no drawing has. */
    public Row {
      require(segment != null && rank >= 1 && Math.abs(share) <= 1.000001, "a row");
      require(fraction >= 0 && fraction <= 1, "a part of a picture");
      require(SmoothOutline.isOne(outline), "an outline");
      require(x >= -1 && x <= 100 && y >= -1 && y <= 100, "a place");
    }

    /** Returns 1 where the segment speaks for the class, -1 against it, 0 neither. */
    public int sign() {
      return (int) Math.signum(share);
    }
  }

  private static void require(boolean so, String what) {
    if (!so) {
      throw new IllegalArgumentException("not " + what + " as a run writes it");
    }
  }

  /** Returns the segment with rank 1; of equal ones the first in the table. */
  public Row first() {
    return rows.get(0);
  }

  /** Returns whether there is only one segment, so that nothing can be compared. */
  public boolean alone() {
    return rows.size() + more == 1;
  }

  /** Returns the place of a segment among the rows; -1 where it is missing. */
  public int row(String segment) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).segment().equals(segment)) {
        return i;
      }
    }
    return -1;
  }
}
