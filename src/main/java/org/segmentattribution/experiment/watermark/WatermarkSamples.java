package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.command.explain.Overlays;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.ExplainedSample;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.run.RunDirectory;

/**
 * Draws the explanations of chosen images by classifiers at the ends and in the middle of the
 * sweep.
 */
final class WatermarkSamples {
  static final int IMAGES = 3;

  private WatermarkSamples() {}

  /** Writes an overlay for each of the first marked test images and each chosen prevalence. */
  static void draw(WatermarkSettings settings, WatermarkData data, RunDirectory directory)
      throws IOException {
    List<PreparedImage> images =
        data.test().stream()
            .map(TestImage::shown)
            .filter(image -> image.record().label().equals(settings.images().marked()))
            .limit(IMAGES)
            .toList();
    for (double prevalence : ends(settings.sweep().prevalences())) {
      var file = TrialFiles.model(directory.folder(), prevalence, 1);
      try (LoadedClassifier classifier = ModelOpener.model(file, settings.compute().device())) {
        Tabulator tabulator =
            new Tabulator(
                classifier,
                MethodOpener.explainer(classifier, settings.tables().method()),
                Targets.of(settings.images().marked(), classifier.declaration(), Set.of()));
        List<ExplainedSample> samples = ExplainedSample.of(tabulator.tabulate(images));
        SegmentColours colours = colours(samples);
        for (int i = 0; i < samples.size(); i++) {
          String percent = TrialResult.number(prevalence, "%d");
          String stem =
              String.format(
                  Locale.ROOT,
                  "figures/overlay-%d-%s",
                  i + 1,
                  TrialResult.number(prevalence, "%03d"));
          String title =
              samples.get(i).table().image().path() + ", trained with " + percent + " % marked";
          Drawing drawing =
              Overlays.of(samples.get(i), title, Set.of(WatermarkSettings.WATERMARK), colours);
          directory.write(stem + ".svg", drawing.wide());
          directory.write(stem + SampleFigures.NARROW, drawing.narrow());
        }
      }
    }
  }

  /** Returns colours by the number of samples that show a segment. */
  private static SegmentColours colours(List<ExplainedSample> samples) {
    Map<String, Integer> shown = new HashMap<>();
    samples.forEach(
        sample ->
            sample
                .image()
                .segments()
                .items()
                .forEach(item -> shown.merge(item.name(), 1, Integer::sum)));
    return SegmentColours.of(shown);
  }

  private static List<Double> ends(List<Double> prevalences) {
    List<Double> sorted = prevalences.stream().sorted().toList();
    return List.of(sorted.get(0), sorted.get(sorted.size() - 1)).stream().distinct().toList();
  }
}
