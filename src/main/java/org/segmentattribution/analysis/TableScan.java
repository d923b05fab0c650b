package org.segmentattribution.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SegmentAttributionTable;

/** Reads {@code sat.csv} one table at a time: a run writes the rows of a table together. */
public final class TableScan {
  private final Consumer<SegmentAttributionTable> consumer;
  private final List<SegmentAttribution> rows = new ArrayList<>();

  private TableScan(Consumer<SegmentAttributionTable> consumer) {
    this.consumer = consumer;
  }

  /** Passes on every table, in the file's order; holds no more than one. */
  public static void read(Path file, Consumer<SegmentAttributionTable> consumer)
      throws IOException {
    TableScan scan = new TableScan(consumer);
    SatCsv.read(file, scan::add);
    scan.end();
  }

  private void add(SegmentAttribution row) {
    if (!rows.isEmpty() && !sameTable(rows.get(0), row)) {
      end();
    }
    rows.add(row);
  }

  private static boolean sameTable(SegmentAttribution a, SegmentAttribution b) {
    return a.imageId().equals(b.imageId())
        && a.method().equals(b.method())
        && a.target().equals(b.target())
        && a.model().equals(b.model());
  }

  private void end() {
    SegmentAttributionTable.group(rows).forEach(consumer);
    rows.clear();
  }
}
