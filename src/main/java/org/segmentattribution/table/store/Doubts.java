package org.segmentattribution.table.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.segmentattribution.file.database.Sql;

/**
 * Counts that may make the tables of a method doubtful as a whole.
 *
 * @param predictions how often the model predicts labels that it may know
 * @param tables what the tables explain
 */
public record Doubts(Predictions predictions, Tables tables) {
  /**
   * Images with a table and a label. None are counted where no label was ever predicted or
   * explained, as with photographs of classes that the model does not have, or where an image may
   * have several labels.
   *
   * @param images number of images
   * @param correct number of images whose label was predicted
   * @param classes number of classes that are a label or a prediction of these
   * @param labels number of labels of these images
   * @param predictions number of different classes predicted for them
   * @param predicted one predicted class; empty where there is none
   */
  public record Predictions(
      int images, int correct, int classes, int labels, int predictions, String predicted) {}

  /** Returns these counts for a model with so many classes, which may be more than were seen. */
  public Doubts ofClasses(int known) {
    Predictions p = predictions;
    return new Doubts(
        new Predictions(
            p.images, p.correct, Math.max(known, p.classes), p.labels, p.predictions, p.predicted),
        tables);
  }

  /**
   * Tables of a method.
   *
   * @param all number of tables
   * @param otherTarget tables whose explained class is not the predicted one
   * @param otherLabel tables whose explained class is not the label
   * @param singles tables of one segment
   * @param labelled tables of images with one label; 0 where an image has several
   */
  public record Tables(int all, int otherTarget, int otherLabel, int singles, int labelled) {
    /** Counts of images without labels. */
    public Tables(int all, int otherTarget, int otherLabel, int singles) {
      this(all, otherTarget, otherLabel, singles, 0);
    }
  }

  private static final String QUESTION =
      """
      WITH whole AS MATERIALIZED (SELECT image_id, label, predicted, target, count(*) AS n,
            bool_or(correct <> (label = predicted)) AS several
          FROM loaded WHERE method = %s GROUP BY ALL),
        known AS MATERIALIZED (SELECT DISTINCT image_id, label, predicted FROM whole
          WHERE label <> '' AND NOT EXISTS (SELECT 1 FROM whole WHERE several)
        AND EXISTS (SELECT 1 FROM whole w WHERE w.label <> ''
            AND (w.label IN (SELECT predicted FROM whole)
              OR w.label IN (SELECT target FROM whole))))
      SELECT (SELECT count(*) FROM known),
        (SELECT count(*) FROM known WHERE label = predicted),
        (SELECT count(*) FROM (SELECT label FROM known UNION SELECT predicted FROM known)),
        (SELECT count(DISTINCT label) FROM known),
        (SELECT count(DISTINCT predicted) FROM known),
        coalesce((SELECT min(predicted) FROM known), ''),
        count(*), count(*) FILTER (target <> predicted AND NOT coalesce(several, false)),
        count(*) FILTER (target <> label),
        count(*) FILTER (n = 1),
        CASE WHEN coalesce(bool_or(several), false) THEN 0
          ELSE count(*) FILTER (label <> '') END
      FROM whole""";

  /** Returns the statement that counts them. */
  static String question(String method) {
    return QUESTION.formatted(Sql.literal(method));
  }

  /** Reads the counts from the answer. */
  static Doubts of(ResultSet row) throws SQLException {
    return new Doubts(
        new Predictions(
            row.getInt(1),
            row.getInt(2),
            row.getInt(3),
            row.getInt(4),
            row.getInt(5),
            row.getString(6)),
        new Tables(row.getInt(7), row.getInt(8), row.getInt(9), row.getInt(10), row.getInt(11)));
  }

  /**
   * The tables of a method, and those in which every segment has the attribution 0.
   *
   * @param tables of two segments or more
   * @param flat those of them in which all are 0
   */
  public record Flat(String method, int tables, int flat) {
    static final String QUESTION =
        """
        WITH whole AS (SELECT method, max(abs(mean_signed)) = 0 AS flat FROM loaded
            GROUP BY run, model, method, image_id, target HAVING count(*) > 1)
        SELECT method, count(*), count(*) FILTER (flat) FROM whole
        GROUP BY method HAVING bool_or(flat) ORDER BY method""";

    static Flat of(ResultSet row) throws SQLException {
      return new Flat(row.getString(1), row.getInt(2), row.getInt(3));
    }
  }
}
