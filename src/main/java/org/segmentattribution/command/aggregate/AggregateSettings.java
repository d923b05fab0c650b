package org.segmentattribution.command.aggregate;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.table.importance.Importance;
import org.segmentattribution.table.store.AggregateValue;

/**
 * The settings of {@code sat aggregate}.
 *
 * @param runs run directories, or their {@code sat.csv} or {@code sat.parquet}
 * @param by columns to group by
 * @param pool columns of {@link org.segmentattribution.table.store.Pooled} whose values may be
 *     averaged
 * @param where a condition in SQL; empty = all rows
 * @param vocabulary segments to list even where they never occur
 * @param means the means of each group
 */
public record AggregateSettings(
    List<Path> runs,
    List<String> by,
    List<String> pool,
    String where,
    List<String> vocabulary,
    Means means) {

  /**
   * The means of each group.
   *
   * @param values what is averaged; at least one value here or in {@code whole}
   * @param whole aggregates of whole tables, which are no means of a value
   * @param relative whether means over the images with the segment are wanted
   * @param absolute whether means over all images are wanted
   * @param intervals whether bootstrap intervals are wanted
   * @param seed seed of the bootstrap
   */
  public record Means(
      List<AggregateValue> values,
      List<Importance> whole,
      boolean relative,
      boolean absolute,
      boolean intervals,
      long seed) {
    /** Returns what groups are ordered and tested by; the mean attribution where all are whole. */
    AggregateValue first() {
      return values.isEmpty() ? AggregateValue.ATTRIBUTION : values.get(0);
    }
  }
}
