package org.segmentattribution.command.ablate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.SwapCsv;
import org.segmentattribution.effect.SwapSummaries;
import org.segmentattribution.effect.SwapSummary;
import org.segmentattribution.effect.SwappedImage;
import org.segmentattribution.effect.SwappedImage.Kind;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.segmentation.SegmenterChoice;

/** Zebras have a segment over most of the picture; horses lack it. */
class SwapRunTest {
  private static final int EACH = 3;
  private static final RemovalSettings SETTINGS =
      new RemovalSettings(List.of("mean", "blur"), "none", 2, "drop", "logit", 1, 1);

  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void draw() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "test", EACH);
    for (int i = 1; i <= EACH; i++) {
      Files.createDirectories(folder.resolve("masks/test/horse/" + i));
      Path zebra = Files.createDirectories(folder.resolve("masks/test/zebra/" + i));
      BufferedImage mask = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
      mask.createGraphics().fillRect(0, 0, 64, 58);
      ImageIO.write(mask, "png", zebra.resolve("most.png").toFile());
    }
  }

  private ExplainSettings explained(String out, int threads) throws IOException {
    ExplainSettings grid = TestCalls.explain(images, folder.resolve(out), "label", threads);
    ExplainSettings settings =
        new ExplainSettings(
            grid.images(),
            grid.explainer(),
            new SegmenterChoice("masks:" + folder.resolve("masks"), SegmenterOptions.of(List.of())),
            2,
            threads,
            grid.run());
    ExplainWithReport.run(settings, Progress.NONE);
    return settings;
  }

  private static AblateRun ablate(ExplainSettings of) {
    return new AblateRun(of.out(), of, SETTINGS);
  }

  @Test
  void anImageWithMostOfAnotherIsTakenForIt() throws IOException {
    ExplainSettings run = explained("run", 1);
    List<SwapSummary> found = ablate(run).measure(List.of("most"), Progress.NONE).swaps();
    Map<String, String> predicted = new HashMap<>();
    EffectCsv.read(
        run.out().resolve(EffectCsv.FILE),
        row -> predicted.put(row.imageId(), row.before().predicted()));
    List<SwappedImage> rows = new ArrayList<>();
    SwapCsv.read(run.out().resolve(SwapCsv.FILE), rows::add);
    assertEquals(2 * EACH, rows.stream().filter(row -> row.kind() == Kind.FILLED).count());
    List<SwappedImage> pasted = rows.stream().filter(row -> row.kind() == Kind.PASTED).toList();
    assertEquals(EACH, pasted.size());
    for (SwappedImage row : pasted) {
      assertEquals("horse", row.className());
      assertTrue(row.with().startsWith("test/zebra/"), row.with());
      assertEquals(predicted.get(row.with()), row.after(), "it is the other image by now");
    }
    SwapSummary total = SwapSummaries.total(found, "most");
    assertEquals(2 * EACH, total.images());
    SwapSummary horses = found.get(0);
    assertEquals("horse", horses.className());
    assertEquals(1, horses.accuracy().before());
    assertEquals(0, horses.accuracy().after());
    assertEquals(1, horses.accuracy().drop().value());
    assertEquals(1, horses.toSource());
  }

  @Test
  void workersDoNotChangeTheBytes() throws IOException {
    ExplainSettings one = explained("one", 1);
    ExplainSettings two = explained("two", 2);
    ablate(one).measure(List.of("most"), Progress.NONE);
    ablate(two).measure(List.of("most"), Progress.NONE);
    assertEquals(TestCalls.files(one.out()), TestCalls.files(two.out()));
  }

  @Test
  void namesAreChecked() throws IOException {
    ExplainSettings run = explained("run", 1);
    WrongInput unknown =
        assertThrows(WrongInput.class, () -> ablate(run).measure(List.of("tail"), Progress.NONE));
    assertTrue(unknown.getMessage().contains("the segments are most"));
    assertThrows(
        WrongInput.class, () -> ablate(run).measure(List.of("most", "most"), Progress.NONE));
  }
}
