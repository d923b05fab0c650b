package org.segmentattribution.experiment.planted;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.plant.PlantKind;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.experiment.trial.ExperimentOutcome;
import org.segmentattribution.model.training.Augmentation;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.model.training.TrainingOptions;
import org.segmentattribution.pipeline.Compute;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.segmentation.SegmenterChoice;

/** The benchmark in small: few pictures, few epochs, the real path from pictures to the report. */
class PlantedExperimentTest {
  private static final Reading RANK = new Reading("lrp-epsilon", "rank", false);
  private static final Reading EXCESS = new Reading("", "excess", true);

  @TempDir Path folder;

  private static PlantedSettings settings(
      Path out, int networks, int threads, PlantedSettings.Photographs photographs) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("networks", networks);
    configuration.put("pad", 1);
    return new PlantedSettings(
        networks,
        new PlantedSettings.Plants(
            List.of(PlantKind.CORNER, PlantKind.TEXTURE, PlantKind.FRAME), List.of(0.0, 100.0)),
        new PlantedSettings.Pictures(40, 16, photographs),
        new PlantedSettings.Readings(List.of("lrp-epsilon", "gradient"), List.of("mean"), 6, 1),
        new NetworkPlan(
            48,
            new CnnArchitecture(List.of(8, 16), 2),
            new TrainingOptions(
                6,
                8,
                new TrainingOptions.Optimiser(5e-3f, 0),
                TrainingOptions.Stopping.NEVER,
                1,
                new Augmentation(true, 0, 1))),
        new Compute("cpu", threads, 1),
        new RunTarget(out, configuration));
  }

  private static ExperimentOutcome run(PlantedSettings settings) throws IOException {
    return new PlantedExperiment(settings).run(Progress.NONE);
  }

  @Test
  void findsAMarkOnEveryPictureAndTakesMoreClassifiersLater() throws IOException {
    Path one = folder.resolve("one");
    ExperimentOutcome outcome = run(settings(one, 6, 2, null));
    assertEquals(0, outcome.skipped());
    assertTrue(outcome.lead().contains("classifiers rely on a planted shortcut"), outcome.lead());
    List<NetworkResult> networks =
        NetworksCsv.read(one.resolve("networks.csv"), List.of(RANK, EXCESS));
    NetworkResult without = networks.get(0);
    NetworkResult with = networks.get(1);
    assertEquals(PlantKind.CORNER, with.kind());
    assertTrue(with.accuracy().planted() > 0.9 && with.accuracy().swapped() < 0.3, with.toString());
    assertTrue(with.relies());
    assertTrue(with.values().get(RANK.name()) < 2.5, with.toString());
    assertTrue(
        with.values().get(EXCESS.name()) > without.values().get(EXCESS.name()),
        with + "\n" + without);
    NetworkResult frame = networks.get(5);
    assertTrue(Double.isNaN(frame.values().get(EXCESS.name())), "a frame has no placebo");
    assertTrue(Files.readString(one.resolve("report.html")).contains("How often are the readings"));

    Path two = folder.resolve("two");
    run(settings(two, 4, 1, null));
    Path kept = two.resolve("models/002-corner-100.onnx");
    Files.setLastModifiedTime(kept, FileTime.fromMillis(1_000_000));
    run(settings(two, 6, 1, null));
    assertEquals(1_000_000, Files.getLastModifiedTime(kept).toMillis(), "not trained again");
    for (String file :
        List.of(
            "networks.csv",
            "detection.csv",
            "detection-kinds.csv",
            "power.csv",
            "figures/power.svg",
            "figures/plants.png",
            "models/006-frame-100.onnx")) {
      assertArrayEquals(
          Files.readAllBytes(one.resolve(file)), Files.readAllBytes(two.resolve(file)), file);
    }
    assertEquals(outcome, run(settings(two, 6, 1, null)));
  }

  @Test
  void takesPhotographsWithMasks() throws IOException {
    SceneWriter.write(folder, new SceneGenerator(60, 1), 12, 6, () -> {});
    PlantedSettings.Photographs photographs =
        new PlantedSettings.Photographs(
            folder.resolve("images"),
            List.of(),
            new SegmenterChoice(
                "masks:" + folder.resolve("masks"),
                SegmenterOptions.of(List.of("body", "legs", "grass"))),
            List.of("body", "legs"),
            0.25);
    Path out = folder.resolve("out");
    assertEquals(0, run(settings(out, 4, 2, photographs)).skipped());
    List<NetworkResult> networks =
        NetworksCsv.read(out.resolve("networks.csv"), List.of(RANK, EXCESS));
    assertEquals(4, networks.size());
    // three segments and the plant
    networks.forEach(n -> assertTrue(n.values().get(RANK.name()) <= 4, n.toString()));
    assertTrue(Files.exists(out.resolve("inputs.csv")));
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    PlantedSettings.Plants nothing =
        new PlantedSettings.Plants(List.of(PlantKind.BOTH), List.of(0.0));
    PlantedSettings good = settings(folder, 2, 1, null);
    PlantedSettings bad =
        new PlantedSettings(
            2,
            nothing,
            good.pictures(),
            good.readings(),
            good.network(),
            good.compute(),
            good.run());
    assertEquals(
        "strengths: at 0 alone, kinds leaves nothing to train",
        assertThrows(WrongInput.class, () -> new PlantedExperiment(bad)).getMessage());
    assertThrows(
        WrongInput.class,
        () -> new PlantedSettings.Plants(List.of(PlantKind.TINT), List.of(10.0, 101.0)));
    assertThrows(
        WrongInput.class,
        () -> new PlantedSettings.Plants(List.of(PlantKind.TINT), List.of(10.0, 10.0)));
  }
}
