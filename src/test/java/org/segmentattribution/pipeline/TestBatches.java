package org.segmentattribution.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxClassifier;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.SaliencyMethods;
import org.segmentattribution.segmentation.grid.GridSegmenter;
import org.segmentattribution.table.TableOptions;

/** A small untrained network, random pictures, and what prepares and explains them. */
final class TestBatches {
  static final int SIDE = 16;
  static final List<String> CLASSES = List.of("cat", "dog", "cow");

  private TestBatches() {}

  static ModelDeclaration declaration(Head head) {
    Preprocessing grid = Preprocessing.simple(SIDE, SIDE);
    return new ModelDeclaration(CLASSES, Map.of("Katze", 0, "n02", 1), grid, head);
  }

  /** An untrained network whose weights follow from a seed; the caller closes it. */
  static LoadedClassifier classifier(Head head) {
    return new OnnxClassifier(
        "tiny",
        "0",
        declaration(head),
        new CnnArchitecture(List.of(4, 6), 1).create(SIDE, SIDE, 3, 9, "cpu"));
  }

  static Explainer explainer(LoadedClassifier classifier, String... methods) {
    return new Explainer(
        classifier,
        SaliencyMethods.select(List.of(methods), List.of(), 1, ChannelReduction.SUM),
        ChannelReduction.SUM);
  }

  /** Prepares with a grid of 2 x 2 segments. */
  static ImagePreparer preparer() {
    return new ImagePreparer(
        new ImageReader(new ImageDecoder(), new GridSegmenter(2, 2)),
        Preprocessing.simple(SIDE, SIDE),
        TableOptions.defaults());
  }

  static ImageRecord record(String id, String label) {
    return new ImageRecord(id, id + ".png", Path.of(id + ".png"), label, "");
  }

  /** A picture of random colours. */
  static RgbImage picture(long seed) {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    new SplittableRandom(seed).nextBytes(rgb);
    return new RgbImage(SIDE, SIDE, rgb);
  }

  static PreparedImage prepared(String id, String label, long seed) throws ImageFailure {
    ImageRecord record = record(id, label);
    RgbImage image = picture(seed);
    return preparer().place(record, image, preparer().reader().segment(record, image));
  }

  static List<PreparedImage> several(int count, String label) throws ImageFailure {
    List<PreparedImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(prepared("image" + i, label, i));
    }
    return images;
  }
}
