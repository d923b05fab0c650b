package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.command.train.TrainRun;
import org.segmentattribution.command.train.TrainSettings;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.experiment.bar.BarExperiment;
import org.segmentattribution.experiment.bar.BarSettings;
import org.segmentattribution.experiment.watermark.WatermarkExperiment;
import org.segmentattribution.experiment.watermark.WatermarkSettings;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.training.Augmentation;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.model.training.TrainingOptions;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.table.TableOptions;

/** Ctrl-C in the first epoch of a training, in every command that trains. */
class StopRequestTest {
  private static final String KEPT =
      "stopped; what is finished is kept: the same command goes on from there";
  private static final int EPOCHS = 5;
  private static final CnnArchitecture SMALL = new CnnArchitecture(List.of(4, 8), 2);
  private static final TrainingOptions TRAINING =
      new TrainingOptions(
          EPOCHS,
          8,
          new TrainingOptions.Optimiser(5e-3f, 0),
          TrainingOptions.Stopping.NEVER,
          1,
          new Augmentation(true, 2, 1));

  private static final SegmenterChoice GRID =
      new SegmenterChoice("grid:2x2", SegmenterOptions.of(List.of()));
  private static final NetworkPlan NETWORK = new NetworkPlan(48, SMALL, TRAINING);

  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void draw() throws IOException {
    SceneWriter.write(folder, new SceneGenerator(48, 1), 6, 4, () -> {});
    images = folder.resolve("images");
  }

  @AfterEach
  void goOn() {
    StopRequest.withdraw();
  }

  /** Asks to stop with the first epoch, and counts epochs. */
  private static final class CtrlC implements Progress {
    final AtomicInteger epochs = new AtomicInteger();
    private volatile boolean training;

    @Override
    public void start(String task, long steps) {
      training = task.equals("training");
    }

    @Override
    public void step(long steps, String latest) {
      if (training) {
        epochs.addAndGet((int) steps);
        assertTrue(StopRequest.isAnyWorking(), "or Ctrl-C would not be waited for");
        StopRequest.request();
      }
    }

    @Override
    public void finish() {}
  }

  private static void stops(Executable run, String line) {
    String said = assertThrows(StopRequest.Stopped.class, run).getMessage();
    assertEquals(line, said);
    assertFalse(StopRequest.isAnyWorking());
  }

  @Test
  void aModelIsNotTrainedToTheEnd() {
    Path out = folder.resolve("model.onnx");
    CtrlC progress = new CtrlC();
    TrainRun run =
        new TrainRun(new TrainSettings(images, List.of(), NETWORK, new Compute("cpu", 1, 1), out));
    stops(
        () -> run.run(progress),
        "stopped; no model was written: the same command trains from the beginning");
    assertEquals(1, progress.epochs.get());
    assertTrue(Files.notExists(out));
  }

  @Test
  void theWatermarkExperimentGoesOnLater() throws IOException {
    WatermarkExperiment experiment =
        new WatermarkExperiment(
            new WatermarkSettings(
                new WatermarkSettings.Images(
                    images, List.of("horse", "zebra"), "zebra", WatermarkStyle.defaults(), 0.25),
                new WatermarkSettings.Sweep(List.of(0.0, 100.0), 1),
                new WatermarkSettings.Tables(GRID, null, "gradient", 0),
                NETWORK,
                new Compute("cpu", 1, 1),
                new RunTarget(folder.resolve("watermark"), Map.of())));
    CtrlC progress = new CtrlC();
    stops(() -> experiment.run(progress), KEPT);
    assertEquals(1, progress.epochs.get());
    StopRequest.withdraw();
    assertEquals(0, experiment.run(Progress.NONE).skipped());
  }

  @Test
  void theExperimentOnBiasStopsBothTrainings() throws IOException {
    BarExperiment experiment =
        new BarExperiment(
            new BarSettings(
                new ExplainSettings(
                    new ImageChoice(images, List.of(), "", 0),
                    new OpenedExplainer.Settings(
                        new ModelFile(null, null, "cpu"),
                        List.of("gradient"),
                        List.of(),
                        "label",
                        ChannelReduction.SUM,
                        TableOptions.defaults().withPadding(0),
                        1),
                    GRID,
                    8,
                    2,
                    new RunTarget(folder.resolve("bar"), Map.of())),
                NETWORK,
                null,
                false,
                0.25,
                0.5,
                List.of()));
    CtrlC progress = new CtrlC();
    stops(() -> experiment.run(progress), KEPT);
    assertTrue(progress.epochs.get() <= 3, progress.epochs + " epochs");
    assertTrue(Files.notExists(folder.resolve("bar/models")));
  }
}
