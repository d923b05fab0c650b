package org.segmentattribution.command.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.onnx.check.SelfCheck;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.ImagePreparer;
import org.segmentattribution.pipeline.ImageReader;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.saliency.AutomaticMethod;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.table.TableOptions;

/**
 * A loaded classifier with saliency methods and a segmenter, which turns images into tables. {@code
 * sat explain} and programs that embed this one share it. Safe for several threads.
 */
public final class OpenedExplainer implements AutoCloseable {
  /**
   * The settings that do not depend on images and segments.
   *
   * @param model classifier file, and the device that computes
   * @param methods names of saliency methods, at least one; {@code maps:DIR} for maps of other
   *     programs
   * @param parameters of the methods, {@code name=value} or {@code METHOD:name=value}
   * @param target {@code label}, {@code predicted}, {@code positives}, or a class by name, alias or
   *     index
   * @param channels how a map's colour channels become one
   * @param table how masks and a map become a table
   * @param seed seed of methods that choose at random
   */
  public record Settings(
      ModelFile model,
      List<String> methods,
      List<String> parameters,
      String target,
      ChannelReduction channels,
      TableOptions table,
      long seed) {
    /**
     * Refuses a segment with the name of the row for what lies outside every segment.
     *
     * @param asked what the segmenter looks for
     */
    public void requireFreeName(PromptList asked) {
      if (table.elsewhere() && asked.names().contains(SegmentNames.ELSEWHERE)) {
        throw WrongInput.of(
            "{segments}: elsewhere is the name of the row for what lies outside every segment; call"
                + " the segment otherwise (other = elsewhere), or set {elsewhere} false");
      }
    }

    /** Returns these settings for another model. */
    public Settings with(ModelFile other) {
      return new Settings(other, methods, parameters, target, channels, table, seed);
    }
  }

  private final Settings settings;
  private final LoadedClassifier classifier;
  private final List<NamedMethod> methods;
  private final Explainer explainer;
  private final ImagePreparer preparer;

  private OpenedExplainer(
      Settings settings,
      LoadedClassifier classifier,
      List<NamedMethod> methods,
      Segmenter segmenter) {
    this.settings = settings;
    this.classifier = classifier;
    this.methods = methods;
    explainer = MethodOpener.explainer(classifier, methods, settings.channels());
    preparer =
        new ImagePreparer(
            new ImageReader(new ImageDecoder(), segmenter),
            classifier.declaration().input(),
            settings.table());
  }

  /**
   * Loads what the settings name. The caller closes the result, and thereby the segmenter.
   *
   * @throws WrongInput where something cannot be used; nothing is left open then
   */
  public static OpenedExplainer open(Settings settings, Supplier<Segmenter> segmenters) {
    List<String> names =
        settings.methods().stream().filter(name -> !MapFolder.names(name)).toList();
    if (!names.contains(AutomaticMethod.NAME)) {
      // a wrong name costs no loading
      methods(settings, names);
    }
    LoadedClassifier classifier = ModelOpener.model(settings.model());
    Segmenter segmenter = null;
    try {
      List<NamedMethod> methods = methods(settings, AutomaticMethod.resolved(names, classifier));
      segmenter = segmenters.get();
      return new OpenedExplainer(settings, classifier, methods, segmenter);
    } catch (RuntimeException e) {
      if (segmenter != null) {
        segmenter.close();
      }
      classifier.close();
      throw e;
    }
  }

  private static List<NamedMethod> methods(Settings settings, List<String> names) {
    return MethodOpener.methods(names, settings.parameters(), settings.seed(), settings.channels());
  }

  /** Returns the classifier. */
  public LoadedClassifier classifier() {
    return classifier;
  }

  /** Returns the method that was chosen for this classifier; empty where all were named. */
  public Optional<AutomaticMethod> automatic() {
    return AutomaticMethod.asked(settings.methods(), classifier);
  }

  /** Returns the explainer of all methods except folders of maps. */
  public Explainer explainer() {
    return explainer;
  }

  /** Returns what brings images and their segments to the model's grid. */
  public ImagePreparer preparer() {
    return preparer;
  }

  /** Returns the segmenter. */
  public Segmenter segmenter() {
    return preparer.reader().segmenter();
  }

  /** Returns the folders of maps that other programs made, in the order of the methods. */
  public List<MapFolder> folders() {
    return MethodOpener.maps(settings.methods(), settings.channels());
  }

  /**
   * Returns the folders of maps for these images.
   *
   * @throws IOException where a folder has a map for none of them
   */
  public List<MapFolder> folders(ExpectedImages images) throws IOException {
    List<MapFolder> folders = new ArrayList<>();
    for (MapFolder folder : folders()) {
      folders.add(folder.among(images));
    }
    return folders;
  }

  /**
   * Refuses several targets for one image together with folders of maps, which do not say for which
   * class a map was made.
   */
  public void requireOneTarget(Targets targets, List<MapFolder> folders) {
    if (targets.positives() && !folders.isEmpty()) {
      throw WrongInput.of(
          "{target} positives: %s holds one map an image, of which class is not known; leave it"
              + " out",
          folders.get(0).name());
    }
  }

  /**
   * Returns what explains batches by all methods.
   *
   * @param least smallest number of images in a pass; smaller batches are filled up
   */
  public Tabulator tabulator(Targets targets, List<MapFolder> folders, int least) {
    return new Tabulator(classifier, explainer, targets, folders, least);
  }

  /** Returns what explains batches by the first method only. */
  Tabulator firstMethod(Targets targets, List<MapFolder> folders, int least) {
    return methods.isEmpty()
        ? new Tabulator(classifier, explainer, targets, folders.subList(0, 1), least)
        : new Tabulator(
            classifier,
            MethodOpener.explainer(classifier, methods.subList(0, 1), settings.channels()),
            targets,
            List.of(),
            least);
  }

  /**
   * Returns what explains by one method, or gives the maps of one folder; empty where no method and
   * none of these folders has this name.
   *
   * @param name as in tables
   */
  public Optional<Tabulator> only(String name, Targets targets, List<MapFolder> folders) {
    List<NamedMethod> named = methods.stream().filter(m -> m.name().equals(name)).toList();
    List<MapFolder> maps = folders.stream().filter(f -> f.name().equals(name)).toList();
    if (named.isEmpty() && maps.isEmpty()) {
      return Optional.empty();
    }
    Explainer by = MethodOpener.explainer(classifier, named, settings.channels());
    return Optional.of(new Tabulator(classifier, by, targets, maps, 1));
  }

  /** Decodes, segments and places one image. */
  @FunctionalInterface
  public interface Preparation {
    PreparedImage prepare(ImageRecord record) throws ImageFailure;
  }

  /**
   * The results for a batch.
   *
   * @param unread images that could not be decoded, segmented or placed
   * @param explained the other images; null where there are none
   */
  public record Batch(List<Failure> unread, Tabulator.Result explained) {}

  /** Explains the images of one batch. */
  public static Batch explain(
      List<ImageRecord> records, Preparation preparation, Tabulator tabulator) {
    List<Failure> unread = new ArrayList<>();
    List<PreparedImage> prepared = new ArrayList<>();
    for (ImageRecord record : records) {
      try {
        prepared.add(preparation.prepare(record));
      } catch (ImageFailure e) {
        unread.add(e.failure());
      }
    }
    return new Batch(unread, prepared.isEmpty() ? null : tabulator.tabulate(prepared));
  }

  /** Gives the pixels of an image. */
  @FunctionalInterface
  public interface Decoding {
    RgbImage decode(ImageRecord record) throws ImageFailure;
  }

  /**
   * Compares the classifier with ONNX Runtime on the first images that can be read.
   *
   * @throws WrongInput where they do not agree
   */
  public SelfCheck selfCheck(List<ImageRecord> images, Decoding decoding) {
    if (!settings.model().selfCheck()) {
      return SelfCheck.not("self-check off");
    }
    Preprocessing input = classifier.declaration().input();
    float[] first = new float[SelfCheck.MOST * input.length()];
    int count = 0;
    for (int i = 0; i < images.size() && count < SelfCheck.MOST; i++) {
      try {
        RgbImage image = decoding.decode(images.get(i));
        input.toInput(input.onGrid(image), first, count * input.length());
        count++;
      } catch (ImageFailure e) {
        // it is listed among the failures; another image can be used instead
        continue;
      }
    }
    return ModelOpener.selfCheck(settings.model(), classifier, first, count);
  }

  @Override
  public void close() {
    segmenter().close();
    classifier.close();
  }
}
