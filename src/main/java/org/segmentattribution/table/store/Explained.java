package org.segmentattribution.table.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.segmentattribution.file.database.Sql;

/**
 * Which classes the tables of a method explain, in one class of images or in all.
 *
 * @param className what rows are grouped by; empty for all images, and for those without a label
 * @param images number of images
 * @param tables number of tables
 * @param all whether the class, the label or the prediction is what each table explains
 * @param target the class that all tables explain; empty where there are several
 */
public record Explained(String className, int images, int tables, Is all, String target) {
  /**
   * What is the same in every table.
   *
   * @param ofClass the explained class is the one that rows are grouped by
   * @param ofLabel it is the label
   * @param ofPrediction it is the predicted class
   * @param labelled rows are grouped by the label
   */
  public record Is(boolean ofClass, boolean ofLabel, boolean ofPrediction, boolean labelled) {}

  private static final String QUESTION =
      """
      WITH whole AS (SELECT DISTINCT coalesce("class", label) AS c, image_id, label, predicted,
          target FROM loaded WHERE method = %s)
      SELECT %s AS of, count(DISTINCT image_id), count(DISTINCT (image_id, target)),
        bool_and(target = c), bool_and(target = label), bool_and(target = predicted), bool_and(c = label),
        CASE WHEN min(target) = max(target) THEN min(target) ELSE '' END
      FROM whole GROUP BY of ORDER BY of""";

  static String question(String method, boolean byClass) {
    return QUESTION.formatted(Sql.literal(method), byClass ? "c" : "''");
  }

  static Explained of(ResultSet row) throws SQLException {
    Is all = new Is(row.getBoolean(4), row.getBoolean(5), row.getBoolean(6), row.getBoolean(7));
    return new Explained(row.getString(1), row.getInt(2), row.getInt(3), all, row.getString(8));
  }
}
