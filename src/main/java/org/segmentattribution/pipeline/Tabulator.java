package org.segmentattribution.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.segmentattribution.api.ClassReading;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.saliency.Logits;
import org.segmentattribution.table.SegmentAttributionTable;

/** Explains batches of images and makes their tables. Safe for several threads. */
public final class Tabulator {
  private static final Explanation NOTHING = new Explanation(new float[0][], new int[0], Map.of());

  private final LoadedClassifier classifier;
  private final Explainer explainer;
  private final Targets targets;
  private final List<MapFolder> folders;
  private final int least;
  private final LongAdder explaining = new LongAdder();

  public Tabulator(LoadedClassifier classifier, Explainer explainer, Targets targets) {
    this(classifier, explainer, targets, List.of(), 1);
  }

  /**
   * Makes a tabulator that adds maps made elsewhere to those of the explainer.
   *
   * @param least smallest number of images in a pass: smaller batches are filled with copies, since
   *     libraries round differently for another number of images, but not for other neighbours
   */
  public Tabulator(
      LoadedClassifier classifier,
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

  /** Returns the names of the methods and of the folders of maps, in the order of the maps. */
  public List<String> methods() {
    List<String> names = new ArrayList<>(explainer.parameters().keySet());
    folders.forEach(folder -> names.add(folder.name()));
    return names;
  }

  /**
   * Returns the time that all threads together have spent in the classifier, forward and backward,
   * in seconds.
   */
  public double secondsExplaining() {
    return explaining.sum() / 1e9;
  }

  /**
   * The result for a batch.
   *
   * @param images images that were explained, in order, once for each of their targets
   * @param explanation the batch's logits, targets and maps
   * @param tables image by image, method by method within each
   * @param failures images whose map or logits cannot be used
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
      return new Result(images, NOTHING, List.of(), failures);
    }
    PositiveClasses wanted = wanted(images);
    failures.addAll(wanted.failures());
    Explanation explanation = NOTHING;
    for (int from = 0; from < wanted.images().size(); from += most(wanted)) {
      int to = Math.min(wanted.images().size(), from + most(wanted));
      Explanation some = explain(wanted.images().subList(from, to), wanted.targets(), from);
      explanation = from == 0 ? some : explanation.and(some);
    }
    for (int k = 0; k < folders.size(); k++) {
      int folder = k;
      float[][] maps = found.stream().map(of -> of.get(folder)).toArray(float[][]::new);
      explanation = explanation.with(folders.get(k).name(), maps);
    }
    return tabulate(wanted.images(), explanation, failures);
  }

  /** Returns the images with the classes to explain. */
  private PositiveClasses wanted(List<PreparedImage> images) {
    if (!targets.positives()) {
      List<Integer> each = images.stream().map(image -> targets.of(image.record())).toList();
      return new PositiveClasses(images, each, List.of());
    }
    List<PreparedImage> pass = filled(images);
    long began = System.nanoTime();
    float[][] logits = explainer.logits(input(pass), pass.size());
    explaining.add(System.nanoTime() - began);
    return PositiveClasses.of(images, logits, classifier.declaration());
  }

  /**
   * Returns the largest number of rows in one pass: with several targets for an image, all passes
   * have one size.
   */
  private int most(PositiveClasses wanted) {
    return targets.positives() ? least : Math.max(1, wanted.images().size());
  }

  private List<PreparedImage> filled(List<PreparedImage> images) {
    List<PreparedImage> pass = new ArrayList<>(images);
    while (pass.size() < least) {
      pass.add(images.get(0));
    }
    return pass;
  }

  private Explanation explain(List<PreparedImage> images, List<Integer> wanted, int from) {
    List<PreparedImage> pass = filled(images);
    int[] classes = new int[pass.size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = wanted.get(i < images.size() ? from + i : from);
    }
    float[] input = input(pass);
    long began = System.nanoTime();
    Explanation explanation = explainer.explain(input, pass.size(), classes).first(images.size());
    explaining.add(System.nanoTime() - began);
    return explanation;
  }

  /** Makes the tables of images that were explained before. */
  public Result tabulate(List<PreparedImage> images, Explanation explanation) {
    return tabulate(images, explanation, new ArrayList<>());
  }

  private Result tabulate(
      List<PreparedImage> images, Explanation explanation, List<Failure> failures) {
    List<SegmentAttributionTable> tables = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      try {
        tables.addAll(tables(images.get(i), i, explanation));
      } catch (WrongInput e) {
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
    NotFinite.refuse(of, i);
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
    ModelDeclaration declaration = classifier.declaration();
    List<String> classes = declaration.classes();
    int predicted = Logits.argmax(logits);
    String label = targets.label(image.record());
    int labelled = targets.labelIndex(image.record());
    return new ExplainedImage(
        image.record().id(),
        image.record().path(),
        label,
        classifier.name(),
        new ClassReading(
            classes.get(predicted),
            classes.get(target),
            declaration.probability(logits, predicted),
            target,
            declaration.probability(logits, target),
            targets.positives() ? classes.get(target) : label,
            labelled < 0 ? null : (Boolean) declaration.gives(logits, labelled)));
  }

  private float[] input(List<PreparedImage> images) {
    Preprocessing preprocessing = classifier.declaration().input();
    float[] input = new float[Math.multiplyExact(images.size(), preprocessing.length())];
    for (int i = 0; i < images.size(); i++) {
      preprocessing.toInput(images.get(i).pixels(), input, i * preprocessing.length());
    }
    return input;
  }
}
