package org.segmentattribution.command.ablate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.table.TableOptions;

/** A classifier that cannot see a segment does not need it, whatever it is filled with. */
class UnseenSegmentTest {
  @TempDir Path folder;

  @Test
  void itHasNoEffectUnderAnyFill() throws IOException {
    Path images = TestCalls.draw(folder.resolve("images"), "test", 3);
    ExplainSettings grid = TestCalls.explain(images, folder.resolve("run"), "label", 1);
    ExplainSettings run =
        new ExplainSettings(
            grid.images(),
            new OpenedExplainer.Settings(
                new ModelFile(Fixtures.resource("onnx/blind-corner.onnx"), null, "cpu"),
                List.of("lrp-z"),
                List.of(),
                "predicted",
                ChannelReduction.SUM,
                TableOptions.defaults().withPadding(0),
                1),
            new SegmenterChoice("grid:2x2", SegmenterOptions.of(List.of())),
            2,
            1,
            grid.run());
    ExplainWithReport.run(run, Progress.NONE);
    RemovalSettings all =
        new RemovalSettings(List.of("mean", "blur", "linear"), "moved", 2, "drop", "logit", 1, 1);
    List<EffectSummary> summaries = new AblateRun(run.out(), run, all).measure(Progress.NONE);
    Map<String, Double> largest = new TreeMap<>();
    EffectCsv.read(
        run.out().resolve(EffectCsv.FILE),
        row -> {
          if (row.removal().placebo() == 0) {
            String what = row.removal().segment() + " " + row.removal().fill();
            largest.merge(what, Math.abs(row.effect(false)), Math::max);
          }
        });
    for (String fill : List.of("mean", "blur", "linear")) {
      assertEquals(0, largest.get("r1c1 " + fill), 1e-6, fill);
      assertTrue(largest.get("r2c2 " + fill) > 0.01, fill);
    }
    assertFalse(
        summaries.stream().anyMatch(row -> row.segment().equals("r1c1") && row.isRelevant()));
  }
}
