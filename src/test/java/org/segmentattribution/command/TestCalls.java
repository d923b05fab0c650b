package org.segmentattribution.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.command.aggregate.AggregateSettings;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.command.saliency.SaliencySettings;
import org.segmentattribution.command.segment.QualitySettings;
import org.segmentattribution.command.segment.SegmentSettings;
import org.segmentattribution.command.train.TrainSettings;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.training.Augmentation;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.model.training.TrainingOptions;
import org.segmentattribution.pipeline.Compute;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.table.TableOptions;
import org.segmentattribution.table.store.AggregateValue;

/** Calls of commands on drawn scenes, with the classifier of the repository. */
public final class TestCalls {
  /** Knows horses and zebras on 64 x 64 pixels. */
  public static final Path MODEL = Path.of("models/scene-classifier/model.onnx");

  private static final SceneGenerator SCENES = new SceneGenerator(64, 3);

  private TestCalls() {}

  public static ModelFile model() {
    return new ModelFile(MODEL, null, "cpu");
  }

  /** Writes pictures {@code SPLIT/horse/N.png} and {@code SPLIT/zebra/N.png}. */
  public static Path draw(Path folder, String split, int each) throws IOException {
    for (SceneClass scene : SceneClass.values()) {
      for (int i = 1; i <= each; i++) {
        draw(folder.resolve(split).resolve(scene.folder()).resolve(i + ".png"), scene, i);
      }
    }
    return folder;
  }

  /** Writes one picture; another number is another picture. */
  public static void draw(Path file, SceneClass scene, int number) throws IOException {
    PngFile.write(file, SCENES.scene(scene, "test", number).image());
  }

  /** Explains by LRP-Z on a grid, two images in a pass. */
  public static ExplainSettings explain(Path images, Path out, String target, int threads) {
    return new ExplainSettings(
        new ImageChoice(images, List.of(), "", 0),
        new OpenedExplainer.Settings(
            model(),
            List.of("lrp-z", "gradient"),
            List.of(),
            target,
            ChannelReduction.SUM,
            TableOptions.defaults().withPadding(2),
            1),
        new SegmenterChoice("grid:2x2", SegmenterOptions.of(List.of())),
        2,
        threads,
        new RunTarget(out, Map.of("target", target)));
  }

  public static SegmentSettings segment(Path images, Path out, String grid) {
    return new SegmentSettings(
        new ImageChoice(images, List.of(), "", 0),
        "grid:" + grid,
        SegmenterOptions.of(List.of()),
        QualitySettings.standard(),
        2,
        out,
        Map.of());
  }

  /** Trains the smallest network on pictures of 16 x 16. */
  public static TrainSettings train(Path images, List<String> classes, Path out) {
    return new TrainSettings(
        images,
        classes,
        new NetworkPlan(
            16,
            new CnnArchitecture(List.of(4), 2),
            new TrainingOptions(
                2,
                4,
                new TrainingOptions.Optimiser(5e-3f, 0),
                TrainingOptions.Stopping.NEVER,
                1,
                Augmentation.NONE)),
        new Compute("cpu", 1, 1),
        out);
  }

  public static SaliencySettings saliency(
      Path input, String method, String target, String channels) {
    return new SaliencySettings(
        model(),
        input,
        new SaliencySettings.Method(method, List.of(), channels, 1),
        target,
        2,
        false);
  }

  /** Ranks and attributions by some columns, with all means and without intervals. */
  public static AggregateSettings aggregate(
      List<Path> runs, List<String> by, List<String> pool, String where) {
    return new AggregateSettings(
        runs,
        by,
        pool,
        where,
        List.of(),
        new AggregateSettings.Means(
            List.of(AggregateValue.ATTRIBUTION, AggregateValue.RANK),
            List.of(),
            true,
            true,
            false,
            1));
  }

  /** The files of a run that must be the same however it was made, as bytes in text. */
  public static Map<String, String> files(Path run) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        boolean ofTheCall = name.equals("run.json") || name.equals("report.html");
        if (!ofTheCall) {
          files.put(
              name,
              new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }
}
