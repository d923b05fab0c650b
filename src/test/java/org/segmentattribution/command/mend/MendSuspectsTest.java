package org.segmentattribution.command.mend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.command.suspects.SuspectsSettings;
import org.segmentattribution.command.train.AvoidWay;
import org.segmentattribution.command.train.TrainRun;
import org.segmentattribution.command.train.TrainSettings;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.model.training.Augmentation;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.model.training.TrainingOptions;
import org.segmentattribution.pipeline.Compute;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.images.ImageChoice;

/** Every zebra has a red square in a corner, and nobody has named it: segments are grid cells. */
class MendSuspectsTest {
  private static final int EACH = 12;
  private static final int SIDE = 14;

  @TempDir Path folder;
  private Path images;
  private ExplainSettings explained;
  private final List<String> notes = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void start(String task, long steps) {}

        @Override
        public void step(long steps, String latest) {}

        @Override
        public void note(String line) {
          notes.add(line);
        }

        @Override
        public void finish() {}
      };

  @BeforeEach
  void explain() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "train", EACH);
    TestCalls.draw(images, "test", EACH);
    for (String split : List.of("train", "test")) {
      for (int i = 1; i <= EACH; i++) {
        mark(images.resolve(split + "/zebra/" + i + ".png"), i);
      }
    }
    Path model = folder.resolve("model.onnx");
    new TrainRun(new TrainSettings(images, List.of(), plan(25), new Compute("cpu", 1, 1), model))
        .run(Progress.NONE);
    ExplainSettings grid = TestCalls.explain(images, folder.resolve("run"), "label", 1);
    explained =
        new ExplainSettings(
            new ImageChoice(images, List.of(), "test", 0),
            grid.explainer().with(new ModelFile(model, null, "cpu")),
            grid.segmenter(),
            2,
            1,
            grid.run());
    ExplainWithReport.run(explained, Progress.NONE);
  }

  private static void mark(Path file, int number) throws IOException {
    RgbImage image = new ImageDecoder().decode(file);
    int left = number % 2 == 0 ? 3 : 64 - SIDE - 3;
    int top = number % 4 < 2 ? 3 : 64 - SIDE - 3;
    for (int y = top; y < top + SIDE; y++) {
      for (int x = left; x < left + SIDE; x++) {
        int at = 3 * (64 * y + x);
        image.rgb()[at] = (byte) 255;
        image.rgb()[at + 1] = 0;
        image.rgb()[at + 2] = (byte) 255;
      }
    }
    PngFile.write(file, image);
  }

  private static NetworkPlan plan(int epochs) {
    return new NetworkPlan(
        32,
        new CnnArchitecture(List.of(8, 8), 2),
        new TrainingOptions(
            epochs,
            4,
            new TrainingOptions.Optimiser(5e-3f, 0),
            TrainingOptions.Stopping.NEVER,
            1,
            Augmentation.NONE));
  }

  private MendSettings settings(
      ExplainSettings run, String segment, SuspectsWhen when, Path training, String out) {
    return new MendSettings(
        run,
        new RemovalSettings(List.of("mean"), "mirrored", 2, "drop", "logit", 1, 1),
        segment,
        new MendSettings.Suspects(when, new SuspectsSettings(List.of(), "", 8, 8, false, 1)),
        new MendSettings.Training(
            training, null, List.of(AvoidWay.FILL, AvoidWay.PASTE), FeatureSource.LAST, plan(2)),
        folder.resolve(out));
  }

  @Test
  void aSuspectBecomesASegmentAndIsFoundInThePicturesToTrainOn() throws IOException {
    MendResult result =
        new MendRun(settings(explained, null, SuspectsWhen.AUTO, null, "mended")).run(progress);
    assertEquals("suspect-1", result.segment());
    assertEquals("zebra", result.proposal().className());
    assertNotNull(result.chosen().suspect());
    assertTrue(
        result.chosen().suspect().why().startsWith("no segment is both needed"),
        result.chosen().suspect().why());
    assertTrue(result.made().having() >= 0.8 * EACH, notes.toString());
    Path masks = folder.resolve("mended/training/adopted/suspect-1");
    assertEquals("masks:" + masks, result.made().chosen().get("masks"));
    assertTrue(Files.isDirectory(masks.resolve("train/horse/1")), "looked for in all pictures");
    assertTrue(notes.stream().anyMatch(n -> n.contains("is suspect")), notes.toString());
    String page = Files.readString(folder.resolve("mended/mend.html"));
    assertTrue(page.contains("nobody had named it"), "how it was found");
    assertTrue(page.contains("without suspect-1 now?"), "a name that is no word has no article");
    assertTrue(page.contains("../run/suspects.html"), "a link to the suspects");
    List<String> said = MendWords.lines(result);

    var made = Files.getLastModifiedTime(folder.resolve("mended/mended.onnx"));
    MendResult again =
        new MendRun(settings(explained, null, SuspectsWhen.AUTO, null, "mended")).run(progress);
    assertEquals(said, MendWords.lines(again));
    assertEquals(page, Files.readString(folder.resolve("mended/mend.html")));
    assertEquals(made, Files.getLastModifiedTime(folder.resolve("mended/mended.onnx")));

    // a run of somebody who adopted it and explained again
    ExplainSettings adopted = result.chosen().before();
    MendResult second =
        new MendRun(settings(adopted, "suspect-1", SuspectsWhen.AUTO, null, "second"))
            .run(progress);
    assertNull(second.chosen().suspect());
    assertEquals(result.made().having(), second.made().having());
    assertEquals(
        "masks:" + folder.resolve("second/training/adopted/suspect-1"),
        second.made().chosen().get("masks"));

    WrongInput other =
        assertThrows(
            WrongInput.class,
            () ->
                new MendRun(
                        settings(
                            adopted, "suspect-1", SuspectsWhen.AUTO, images.resolve("train"), "x"))
                    .run(progress));
    assertTrue(other.getMessage().contains("adopt the same suspect there"), other.getMessage());
  }

  @Test
  void withoutSuspectsNothingIsProposed() {
    WrongInput none =
        assertThrows(
            WrongInput.class,
            () ->
                new MendRun(settings(explained, null, SuspectsWhen.NEVER, null, "mended"))
                    .run(progress));
    assertTrue(none.getMessage().startsWith("no segment is both needed"), none.getMessage());
  }
}
