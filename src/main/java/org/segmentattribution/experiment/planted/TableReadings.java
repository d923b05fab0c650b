package org.segmentattribution.experiment.planted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.table.SegmentAttributionTable;

/**
 * What tables say of the plant, for each method the means over images of four columns.
 *
 * @param settings methods
 */
record TableReadings(PlantedSettings settings) implements PlantReadings {
  private static final int BATCH = 16;

  /** A column and how it is read. */
  private record Part(
      String name,
      boolean larger,
      ToDoubleBiFunction<SegmentAttributionTable, SegmentAttribution> value) {
    Reading of(String method) {
      return new Reading(method, name, larger);
    }
  }

  private static final List<Part> PARTS =
      List.of(
          new Part("rank", false, (table, row) -> row.rank()),
          new Part("calibrated rank", false, (table, row) -> row.scores().calibratedRank()),
          new Part("share", true, TableReadings::share),
          new Part("shift share", false, (table, row) -> row.shiftShare()));

  private static double share(SegmentAttributionTable table, SegmentAttribution row) {
    return row.meanAttribution()
        / table.rows().stream().mapToDouble(SegmentAttribution::meanAttribution).sum();
  }

  @Override
  public List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    for (String method : settings.readings().methods()) {
      PARTS.forEach(part -> readings.add(part.of(method)));
    }
    return readings;
  }

  @Override
  public Map<String, Double> read(LoadedClassifier classifier, List<PreparedImage> images) {
    ChannelReduction channels = ChannelReduction.SUM;
    Explainer explainer =
        MethodOpener.explainer(
            classifier,
            MethodOpener.methods(
                settings.readings().methods(), List.of(), settings.compute().seed(), channels),
            channels);
    Tabulator tabulator =
        new Tabulator(
            classifier, explainer, Targets.of("label", classifier.declaration(), Set.of()));
    List<SegmentAttributionTable> tables = new ArrayList<>();
    for (int from = 0; from < images.size(); from += BATCH) {
      int to = Math.min(images.size(), from + BATCH);
      tables.addAll(tabulator.tabulate(images.subList(from, to)).tables());
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (String method : settings.readings().methods()) {
      List<SegmentAttributionTable> of =
          tables.stream().filter(table -> table.method().equals(method)).toList();
      PARTS.forEach(part -> values.put(part.of(method).name(), mean(of, part)));
    }
    return values;
  }

  private static double mean(List<SegmentAttributionTable> tables, Part part) {
    return tables.stream()
        .flatMapToDouble(
            table ->
                table.rows().stream()
                    .filter(row -> row.segment().equals(BasePicture.PLANT))
                    .mapToDouble(row -> part.value.applyAsDouble(table, row)))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }
}
