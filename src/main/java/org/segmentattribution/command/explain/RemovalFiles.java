package org.segmentattribution.command.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.segmentattribution.analysis.RemovalFindings;
import org.segmentattribution.analysis.TableTotals;
import org.segmentattribution.analysis.cof.CofFindings;
import org.segmentattribution.effect.CofTable;
import org.segmentattribution.effect.EffectMeasure;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.MeasuredWith;
import org.segmentattribution.effect.WrittenSummaries;
import org.segmentattribution.report.page.Removal;
import org.segmentattribution.run.RunDirectory;

/** Reads what {@code sat ablate} added to a run, for its page. */
public final class RemovalFiles {
  private RemovalFiles() {}

  /** Returns what the removal of segments did; {@link Removal#NONE} where nothing was removed. */
  public static Removal read(RunDirectory directory, TableTotals totals) throws IOException {
    if (!Files.isRegularFile(directory.path(EffectSummaries.FILE))
        || !Files.isRegularFile(directory.path(EffectMeasure.FILE))) {
      return Removal.NONE;
    }
    MeasuredWith measured = MeasuredWith.read(directory.folder());
    Removal removal =
        RemovalFindings.of(
            WrittenSummaries.read(directory.path(EffectSummaries.FILE)), measured, totals);
    Path cof = directory.path(CofTable.FILE);
    return Files.isRegularFile(cof)
        ? removal.with(new CofFindings(CofTable.read(cof), totals, measured.together()).blocks())
        : removal;
  }
}
