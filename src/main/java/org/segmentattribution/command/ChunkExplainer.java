package org.segmentattribution.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.model.onnx.SelfCheck;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.ImagePreparer;
import org.segmentattribution.pipeline.ImageReader;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.run.ChunkTables;
import org.segmentattribution.run.ImageKeys;
import org.segmentattribution.run.KeptExplanations;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.Versions;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.table.TableOptions;

/**
 * Classifier, methods and segmenter of one process, which turn images into tables. Safe for several
 * threads.
 */
public final class ChunkExplainer implements AutoCloseable {
  private final ExplainSettings settings;
  private final Classifier classifier;
  private final List<MapFolder> folders;
  private final Explainer explainer;
  private final Targets targets;
  private final ImagePreparer preparer;
  private final Tabulator tabulator;
  private final Tabulator firstMethod;
  private final ImageKeys keys;
  private final KeptExplanations kept;

  private ChunkExplainer(
      ExplainSettings settings,
      ImageSelection images,
      List<NamedMethod> methods,
      Classifier classifier,
      Segmenter segmenter)
      throws IOException {
    this.settings = settings;
    this.classifier = classifier;
    preparer =
        new ImagePreparer(
            new ImageReader(new ImageDecoder(), segmenter),
            classifier.declaration().input(),
            TableOptions.defaults().withPadding(settings.pad()));
    folders = new ArrayList<>();
    for (MapFolder folder : MethodOpener.maps(settings.methods(), settings.channels())) {
      folders.add(folder.among(images.expected()));
    }
    explainer = MethodOpener.explainer(classifier, methods, settings.channels());
    targets = Targets.of(settings.target(), classifier.declaration(), images.labels());
    if (targets.positives() && !folders.isEmpty()) {
      throw WrongInput.of(
          "{target} positives: %s holds one map an image, of which class is not known; leave it out",
          folders.get(0).name());
    }
    // rows then have the same bytes alone, after a change, and in a part of the images
    int least = Math.min(settings.batch(), images.whole());
    tabulator = new Tabulator(classifier, explainer, targets, folders, least);
    firstMethod =
        methods.isEmpty()
            ? new Tabulator(classifier, explainer, targets, folders.subList(0, 1), least)
            : new Tabulator(
                classifier,
                MethodOpener.explainer(classifier, methods.subList(0, 1), settings.channels()),
                targets,
                List.of(),
                least);
    keys =
        new ImageKeys(
            String.join("\n", Versions.product(), classifier.sha256(), declaration()),
            preparer.reader().segmenter(),
            folders);
    kept =
        new KeptExplanations(
            settings.out(),
            keys,
            tabulator.methods(),
            classifier.declaration().classes().size(),
            classifier.declaration().input().height() * classifier.declaration().input().width(),
            images.records().size(),
            !targets.positives());
  }

  /**
   * Loads what is named.
   *
   * @param images that will be explained: their classes must be the classifier's
   * @throws WrongInput where the call is wrong
   */
  public static ChunkExplainer open(ExplainSettings settings, ImageSelection images)
      throws IOException {
    List<NamedMethod> methods =
        MethodOpener.methods(
            settings.methods().stream().filter(name -> !MapFolder.names(name)).toList(),
            settings.parameters(),
            settings.seed(),
            settings.channels());
    Classifier classifier = ModelOpener.model(settings.model());
    try {
      Segmenter segmenter =
          SegmenterOpener.segmenter(settings.segmenter(), settings.segmenting(), images);
      return new ChunkExplainer(settings, images, methods, classifier, segmenter);
    } catch (RuntimeException | IOException e) {
      classifier.close();
      throw e;
    }
  }

  Classifier classifier() {
    return classifier;
  }

  /** Classes and preprocessing, whether from the file beside the model or from flags. */
  String declaration() {
    return classifier.declaration().toJson();
  }

  /** Folders of maps that were made elsewhere. */
  List<MapFolder> folders() {
    return folders;
  }

  /** What the images' masks and maps were that was not simply used. */
  List<InputNote> notes(List<String> paths) throws IOException {
    List<InputNote> notes = new ArrayList<>(preparer.reader().segmenter().notes(paths));
    for (MapFolder folder : folders) {
      notes.addAll(folder.notes(paths));
    }
    return notes;
  }

  /** The methods' parameters, whether given or not. */
  Map<String, Map<String, String>> parameters() {
    return explainer.parameters();
  }

  /** Time that all threads together have spent in the classifier. */
  double secondsExplaining() {
    return tabulator.secondsExplaining();
  }

  /**
   * Compares the classifier with ONNX Runtime on the first images that can be read.
   *
   * @throws WrongInput where they do not agree
   */
  SelfCheck selfCheck(List<ImageRecord> images) {
    if (!settings.model().selfCheck()) {
      return SelfCheck.not("self-check off");
    }
    Preprocessing input = classifier.declaration().input();
    float[] first = new float[SelfCheck.MOST * input.length()];
    int count = 0;
    for (int i = 0; i < images.size() && count < SelfCheck.MOST; i++) {
      try {
        RgbImage image = preparer.reader().decode(images.get(i));
        input.toInput(input.toGrid(image), first, count * input.length());
        count++;
      } catch (ImageFailure e) {
        // it will be listed in failures.csv; another image serves as well
        continue;
      }
    }
    return ModelOpener.selfCheck(settings.model(), classifier, first, count);
  }

  /** What the rows of images will be made of. */
  public List<KeyedImage> keyed(List<ImageRecord> chunk) {
    return chunk.stream().map(r -> new KeyedImage(r.id(), r.path(), keys.of(r))).toList();
  }

  /** The tables of images; one that cannot be used is listed in them. */
  public ChunkTables explain(List<ImageRecord> records) throws IOException {
    ChunkTables part = new ChunkTables();
    List<PreparedImage> prepared = new ArrayList<>();
    for (ImageRecord record : records) {
      try {
        prepared.add(preparer.prepare(record));
      } catch (ImageFailure e) {
        part.add(e.failure());
      }
    }
    if (!prepared.isEmpty()) {
      Tabulator.Result result = tabulator.tabulate(prepared);
      kept.keep(result);
      part.add(result);
    }
    return part;
  }

  /** Single images to look at, for what the tables do not keep. */
  ReExplainedImages again(List<ImageRecord> images) {
    return new ReExplainedImages(
        images, preparer, tabulator, firstMethod, kept, settings.batch(), settings.threads());
  }

  @Override
  public void close() {
    preparer.reader().segmenter().close();
    classifier.close();
  }
}
