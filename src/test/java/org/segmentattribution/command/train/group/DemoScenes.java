package org.segmentattribution.command.train.group;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.dataset.watermark.PrevalenceSubset;
import org.segmentattribution.dataset.watermark.Watermark;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.dataset.watermark.Watermarker;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.onnx.NetworkClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.removal.Fills;
import org.segmentattribution.table.TableOptions;

/**
 * The drawn scenes of a finished {@code sat demo}, marked as it marked them for training.
 *
 * @param records all scenes
 * @param marker draws watermarks
 */
public record DemoScenes(List<ImageRecord> records, Watermarker marker) {
  static final List<String> CLASSES = List.of("horse", "zebra");
  private static final int MARKED = 1;

  /** Opens the scenes of a demo's run. */
  public static DemoScenes of(Path demo) {
    return new DemoScenes(
        ImageSelection.open(demo.resolve("scenes/images")).records(),
        new Watermarker(WatermarkStyle.defaults(), 1));
  }

  /**
   * Chooses the training pictures with a mark: the zebras that the demo marked for this trial.
   *
   * @param both share of the pictures of <em>both</em> classes to mark instead, in per cent; below
   *     0 for zebras alone
   */
  public Set<String> marked(double prevalence, int seed, double both) {
    List<String> markable =
        records.stream()
            .filter(r -> !r.isTest() && (both >= 0 || r.label().equals(CLASSES.get(MARKED))))
            .map(ImageRecord::id)
            .toList();
    return PrevalenceSubset.of(markable, both >= 0 ? both : prevalence, 1000L + seed);
  }

  /** Writes marked training pictures with their masks, and test pictures without any mark. */
  public void write(Path folder, Set<String> marked) throws IOException {
    for (ImageRecord record : records) {
      Path file = folder.resolve("images").resolve(record.id());
      Files.createDirectories(file.getParent());
      if (!marked.contains(record.id())) {
        Files.copy(record.file(), file);
        continue;
      }
      RgbImage image = new ImageDecoder().decode(record.file());
      Watermark mark = marker.place(record.id(), image.width(), image.height());
      RgbImage mask = RgbImage.black(image.width(), image.height());
      mark.mask()
          .forEachRun(
              (from, to, y) -> {
                int row = y * image.width();
                Arrays.fill(mask.rgb(), 3 * (row + from), 3 * (row + to), (byte) 255);
              });
      PngFile.write(file, mark.draw(image));
      String name = record.id().replaceAll("\\.[^.]+$", "");
      PngFile.write(folder.resolve("masks").resolve(name).resolve("watermark.png"), mask);
    }
  }

  /** Returns the training pictures on the grid of a network. */
  List<LabelledImage> training(Set<String> marked, Preprocessing input) throws IOException {
    List<LabelledImage> images = new ArrayList<>();
    for (ImageRecord record : records) {
      if (!record.isTest()) {
        images.add(picture(record, marked.contains(record.id()), input));
      }
    }
    return images;
  }

  /** Returns the accuracy on clean test pictures, and on swapped ones, of a classifier. */
  public double[] accuracies(NetworkClassifier classifier, int seed) throws IOException {
    return new Tests(this, classifier, seed).accuracies(classifier.network());
  }

  private LabelledImage picture(ImageRecord record, boolean marked, Preprocessing input)
      throws IOException {
    RgbImage image = new ImageDecoder().decode(record.file());
    int label = CLASSES.indexOf(record.label());
    if (!marked) {
      return new LabelledImage(input.toGrid(image), label);
    }
    Watermark mark = marker.place(record.id(), image.width(), image.height());
    TableOptions options = TableOptions.defaults();
    Mask padded = input.toGrid(mark.mask()).dilate(options.padding(), options.shape());
    return new LabelledImage(input.toGrid(mark.draw(image)), label, padded);
  }

  /** Test pictures: clean, and swapped as {@code sat ablate --swap} does. */
  static final class Tests {
    private final ShownPictures clean;
    private final ShownPictures marked;

    Tests(DemoScenes scenes, NetworkClassifier classifier, int seed) throws IOException {
      Preprocessing input = classifier.declaration().input();
      List<LabelledImage> plain = new ArrayList<>();
      List<LabelledImage> shown = new ArrayList<>();
      for (ImageRecord record : scenes.records) {
        if (record.isTest()) {
          plain.add(scenes.picture(record, false, input));
          boolean zebra = CLASSES.indexOf(record.label()) == MARKED;
          shown.add(scenes.picture(record, zebra, input));
        }
      }
      var mean = Fills.of(List.of("mean"), classifier);
      clean = new ShownPictures(plain, input, mean, seed);
      marked = new ShownPictures(shown, input, mean, seed);
    }

    /** Returns the accuracy on clean pictures, and on swapped ones. */
    double[] accuracies(OnnxNetwork network) {
      List<Showing> swapped =
          marked.withAndWithout().stream()
              .filter(s -> s.kind() == Showing.Kind.FILLED || s.kind() == Showing.Kind.PASTED)
              .toList();
      return new double[] {
        accuracy(network, clean, clean.whole()), accuracy(network, marked, swapped)
      };
    }

    private static double accuracy(OnnxNetwork network, ShownPictures from, List<Showing> of) {
      int right = 0;
      for (Showing showing : of) {
        try (var scope = network.newScope()) {
          var x = scope.create(from.values(showing), new Shape(1).addAll(network.input()));
          float[] logits = Gradients.without(() -> network.graph().forward(x)).toFloatArray();
          int label = from.images().get(showing.picture()).label();
          right += (logits[1] > logits[0] ? 1 : 0) == label ? 1 : 0;
        }
      }
      return (double) right / of.size();
    }
  }
}
