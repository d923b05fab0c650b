package org.segmentattribution.run;

import java.util.List;
import org.segmentattribution.effect.CofTable;
import org.segmentattribution.effect.Counterfactual;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectMeasure;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.SwapCsv;
import org.segmentattribution.effect.SwapSummaries;
import org.segmentattribution.rating.RatingCsv;

/** Names of the temporary files and folders of a run directory. */
final class RunLayout {
  /** Lock file; it holds the number of the process. */
  static final String LOCK = ".sat.lock";

  /** Folder of the finished chunks of a run in progress. */
  static final String CHUNKS = "parts";

  /** Files of a chunk that are joined to the run's tables: rows, failures, skipped segments. */
  static final List<String> TABLES = List.of("sat.csv", "failures.csv", "skipped-segments.csv");

  /** Folder of the finished chunks of effects. */
  static final String EFFECT_CHUNKS = "effect-parts";

  /** Files that {@code sat ablate} adds to a run. */
  static final List<String> EFFECTS =
      List.of(
          EffectCsv.FILE,
          EffectSummaries.FILE,
          Counterfactual.FILE,
          CofTable.FILE,
          Counterfactual.BY_IMAGE,
          EffectMeasure.FILE);

  /** File that says how segments were swapped. */
  static final String SWAP_RECORD = "swaps.json";

  /** Files that {@code sat ablate} adds to a run where segments are swapped. */
  static final List<String> SWAPS = List.of(SwapCsv.FILE, SwapSummaries.FILE, SWAP_RECORD);

  /** Folder of the finished chunks of a rating. */
  static final String RATE_CHUNKS = "rate-parts";

  /** Files that {@code sat rate} adds to a run. */
  static final List<String> RATING =
      List.of(
          RatingCsv.FILE,
          RatingCsv.BY_IMAGE,
          RatingCsv.BY_MAP,
          RatingRecord.FILE,
          RatingRecord.PAGE);

  /** Folder of the searched images of {@code sat suspects}. */
  static final String SUSPECT_CHUNKS = "suspect-parts";

  /** Folder of the masks of suspects that became segments. */
  static final String ADOPTED = "adopted";

  /** Files that {@code sat suspects} adds to a run, beside figures. */
  static final List<String> SUSPECTS =
      List.of("suspects.csv", "suspects-regions.csv", "suspects.json", "suspects.html");

  private RunLayout() {}
}
