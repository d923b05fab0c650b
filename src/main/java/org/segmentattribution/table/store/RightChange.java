package org.segmentattribution.table.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.segmentattribution.file.database.Sql;

/**
 * How often the models of two runs predict a label. Tables of earlier versions, which do not say
 * whether a prediction is right, are left out.
 *
 * @param label what is on the images
 * @param a images of the first run with this label
 * @param rightA those of them in which the first model predicts it
 * @param b images of the second run with this label
 * @param rightB those of them in which the second model predicts it
 * @param pairs what is known of images in both runs
 */
public record RightChange(String label, int a, int rightA, int b, int rightB, Pairs pairs) {
  /**
   * Images in both runs.
   *
   * @param all of them
   * @param gained wrong in the first run, right in the second
   * @param lost right in the first run, wrong in the second
   */
  public record Pairs(int all, int gained, int lost) {}

  private static final String QUESTION =
      """
      WITH each AS (SELECT run, image_id, label, any_value(correct) AS correct FROM loaded
          WHERE correct IS NOT NULL GROUP BY run, image_id, label),
        a AS (SELECT * FROM each WHERE run = %s),
        b AS (SELECT * FROM each WHERE run = %s)
      SELECT coalesce(a.label, b.label) AS of, count(a.label), count(*) FILTER (a.correct),
        count(b.label), count(*) FILTER (b.correct), count(*) FILTER (a.label = b.label),
        count(*) FILTER (NOT a.correct AND b.correct), count(*) FILTER (a.correct AND NOT b.correct)
      FROM a FULL JOIN b ON a.image_id = b.image_id AND a.label = b.label
      GROUP BY of ORDER BY of""";

  static String question(String runA, String runB) {
    return QUESTION.formatted(Sql.literal(runA), Sql.literal(runB));
  }

  static RightChange of(ResultSet row) throws SQLException {
    return new RightChange(
        row.getString(1),
        row.getInt(2),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        new Pairs(row.getInt(6), row.getInt(7), row.getInt(8)));
  }
}
