package org.segmentattribution.report.figure;

import java.util.List;
import org.segmentattribution.table.AggregateRow;

/**
 * The aggregated segments at one prevalence.
 *
 * @param prevalence per cent, 0 to 100
 * @param rows one for each segment, in any order
 */
public record PrevalenceRanks(double prevalence, List<AggregateRow> rows) {
  /** Copies the rows. */
  public PrevalenceRanks {
    rows = List.copyOf(rows);
  }
}
