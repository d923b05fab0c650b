package org.segmentattribution.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.segmentattribution.dataset.Failure;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.table.ExplainedImage;
import org.segmentattribution.table.SegmentAttributionTable;

/** Explains batches of images and makes their tables. Safe for several threads. */
public final class Tabulator {
  private final Classifier classifier;
  private final Explainer explainer;
  private final Targets targets;
  private final List<MapFolder> folders;
  private final int least;
  private final LongAdder explaining = new LongAdder();

  public Tabulator(Classifier classifier, Explainer explainer, Targets targets) {
    this(classifier, explainer, targets, List.of(), 1);
  }

  /**
   * With maps that were made elsewhere beside those of the explainer.
   *
   * @param least images in a pass: smaller batches are filled up with copies, since libraries round
   *     otherwise for another number of images, and not for other neighbours
   */
  Tabulator(
      Classifier classifier,
      Explainer explainer,
      Targets targets,
      List<MapFolder> folders,
      int least) {
    this.folders = List.copyOf(folders);
    this.least = least;
    this.classifier = classifier;
    this.explainer = explainer;
    this.targets = targets;
  }

  /** Names of the methods and of the folders of maps, in the order of the maps. */
  List<String> methods() {
    List<String> names = new ArrayList<>(explainer.parameters().keySet());
    folders.forEach(folder -> names.add(folder.name()));
    return names;
  }

  /** Time that all threads together have spent in the classifier, forward and backward. */
  double secondsExplaining() {
    return explaining.sum() / 1e9;
  }

  /**
   * What became of a batch.
   *
   * @param images that were explained, in order
   * @param explanation the batch's logits, targets and maps
   * @param tables image by image, method by method within each
   * @param failures images whose map was of no use
   */
  public record Result(
      List<PreparedImage> images,
      Explanation explanation,
      List<SegmentAttributionTable> tables,
      List<Failure> failures) {}

  /** Explains one batch. */
  public Result tabulate(List<PreparedImage> given) {
    List<Failure> failures = new ArrayList<>();
    List<PreparedImage> images = new ArrayList<>();
    List<List<float[]>> found = new ArrayList<>();
    for (PreparedImage image : given) {
      try {
        found.add(maps(image));
        images.add(image);
      } catch (IOException e) {
        failures.add(new Failure(image.record().path(), "maps", e.getMessage()));
      }
    }
    if (images.isEmpty()) {
      Explanation nothing = new Explanation(new float[0][], new int[0], Map.of());
      return new Result(images, nothing, List.of(), failures);
    }
    List<PreparedImage> pass = new ArrayList<>(images);
    while (pass.size() < least) {
      pass.add(images.get(0));
    }
    float[] input = input(pass);
    long began = System.nanoTime();
    Explanation explanation =
        explainer
            .explain(
                input,
                pass.size(),
                pass.stream().mapToInt(image -> targets.of(image.record())).toArray())
            .first(images.size());
    explaining.add(System.nanoTime() - began);
    for (int k = 0; k < folders.size(); k++) {
      int folder = k;
      float[][] maps = found.stream().map(of -> of.get(folder)).toArray(float[][]::new);
      explanation = explanation.with(folders.get(k).name(), maps);
    }
    return tabulate(images, explanation, failures);
  }

  /** The same for images that were explained before. */
  Result tabulate(List<PreparedImage> images, Explanation explanation) {
    return tabulate(images, explanation, new ArrayList<>());
  }

  private Result tabulate(
      List<PreparedImage> images, Explanation explanation, List<Failure> failures) {
    List<SegmentAttributionTable> tables = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      try {
        tables.addAll(tables(images.get(i), i, explanation));
      } catch (IllegalArgumentException e) {
        failures.add(new Failure(images.get(i).record().path(), "explain", e.getMessage()));
      }
    }
    return new Result(images, explanation, tables, failures);
  }

  private List<float[]> maps(PreparedImage image) throws IOException {
    List<float[]> maps = new ArrayList<>();
    for (MapFolder folder : folders) {
      maps.add(folder.read(image, classifier.declaration().input()));
    }
    return maps;
  }

  private List<SegmentAttributionTable> tables(PreparedImage image, int i, Explanation of) {
    Preprocessing grid = classifier.declaration().input();
    ExplainedImage explained = explained(image, of.logits()[i], of.targets()[i]);
    List<SegmentAttributionTable> tables = new ArrayList<>();
    for (Map.Entry<String, float[][]> method : of.maps().entrySet()) {
      tables.add(
          SegmentAttributionTable.of(
              explained,
              method.getKey(),
              method.getValue()[i],
              grid.height(),
              grid.width(),
              image.segments()));
    }
    return tables;
  }

  private ExplainedImage explained(PreparedImage image, float[] logits, int target) {
    List<String> classes = classifier.declaration().classes();
    int predicted = Explainer.argmax(logits);
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - logits[predicted]);
    }
    return new ExplainedImage(
        image.record().id(),
        image.record().path(),
        targets.label(image.record()),
        classes.get(predicted),
        classes.get(target),
        1 / sum,
        classifier.name());
  }

  private float[] input(List<PreparedImage> images) {
    Preprocessing preprocessing = classifier.declaration().input();
    float[] input = new float[Math.multiplyExact(images.size(), preprocessing.length())];
    for (int i = 0; i < images.size(); i++) {
      preprocessing.toInput(images.get(i).grid(), input, i * preprocessing.length());
    }
    return input;
  }
}
