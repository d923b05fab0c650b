package org.segmentattribution.command.aggregate;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.table.store.AggregateValue;

/**
 * The settings of {@code sat aggregate}.
 *
 * @param runs run directories, or their {@code sat.csv} or {@code sat.parquet}
 * @param by columns to group by
 * @param pool columns of {@link org.segmentattribution.table.store.Pooled} whose values may be
 *     averaged
 * @param where condition in SQL; empty = all rows
 * @param values values to average
 * @param relative whether to give means over the images with the segment
 * @param absolute whether to give means over all images
 * @param vocabulary segments to list even where they never occur
 * @param intervals whether to give bootstrap intervals
 * @param seed seed of the bootstrap
 */
public record AggregateSettings(
    List<Path> runs,
    List<String> by,
    List<String> pool,
    String where,
    List<AggregateValue> values,
    boolean relative,
    boolean absolute,
    List<String> vocabulary,
    boolean intervals,
    long seed) {}
