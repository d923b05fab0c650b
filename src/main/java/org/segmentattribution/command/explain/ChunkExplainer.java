package org.segmentattribution.command.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.MeasuredQuality;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.check.SelfCheck;
import org.segmentattribution.pipeline.ImageFailure;
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
import org.segmentattribution.saliency.AutomaticMethod;
import org.segmentattribution.saliency.Explainer;

/**
 * The classifier, methods and segmenter of one process, which turn chunks of images into tables.
 * Safe for several threads.
 */
public final class ChunkExplainer implements AutoCloseable {
  private final ExplainSettings settings;
  private final OpenedExplainer opened;
  private final List<MapFolder> folders;
  private final Tabulator tabulator;
  private final Tabulator firstMethod;
  private final ImageKeys keys;
  private final KeptExplanations kept;

  private ChunkExplainer(ExplainSettings settings, ImageSelection images, OpenedExplainer opened)
      throws IOException {
    this.settings = settings;
    this.opened = opened;
    folders = opened.folders(images.expected());
    Targets targets = Targets.of(settings.explainer().target(), declared(), images.labels());
    opened.requireOneTarget(targets, folders);
    // so rows have the same bytes when an image is explained alone, after a change, or in a part of
    // the images
    int least = Math.min(settings.batch(), images.whole());
    tabulator = opened.tabulator(targets, folders, least);
    firstMethod = opened.firstMethod(targets, folders, least);
    keys =
        new ImageKeys(
            String.join("\n", Versions.product(), classifier().sha256(), declaration()),
            opened.segmenter(),
            folders);
    kept =
        new KeptExplanations(
            settings.out(),
            keys,
            tabulator.methods(),
            declared().classes().size(),
            declared().input().height() * declared().input().width(),
            images.records().size(),
            !targets.positives());
  }

  /**
   * Loads what the settings name.
   *
   * @param images images to explain; their labels must be classes of the classifier
   * @throws WrongInput where a setting is wrong
   */
  public static ChunkExplainer open(ExplainSettings settings, ImageSelection images)
      throws IOException {
    settings.explainer().requireFreeName(settings.segmenter().options().prompts());
    OpenedExplainer opened =
        OpenedExplainer.open(
            settings.explainer(),
            () ->
                SegmenterOpener.segmenter(
                    settings.segmenter().specification(), settings.segmenter().options(), images));
    try {
      return new ChunkExplainer(settings, images, opened);
    } catch (RuntimeException | IOException e) {
      opened.close();
      throw e;
    }
  }

  /** Returns the classifier. */
  public LoadedClassifier classifier() {
    return opened.classifier();
  }

  private ModelDeclaration declared() {
    return classifier().declaration();
  }

  /** Returns classes and preprocessing, whether from the file beside the model or from flags. */
  public String declaration() {
    return DeclarationJson.write(declared());
  }

  /** Returns what computes logits and maps. */
  public Explainer explainer() {
    return opened.explainer();
  }

  /** Decodes and segments an image. */
  public PreparedImage prepare(ImageRecord image) throws ImageFailure {
    return opened.preparer().prepare(image);
  }

  /** Returns the folders of maps that other programs made. */
  List<MapFolder> folders() {
    return folders;
  }

  /**
   * Returns notes on masks and maps of these images that were not used, or used with an assumption.
   */
  List<InputNote> notes(List<String> paths) throws IOException {
    List<InputNote> notes = new ArrayList<>(opened.segmenter().notes(paths));
    for (MapFolder folder : folders) {
      notes.addAll(folder.notes(paths));
    }
    return notes;
  }

  /** Returns the method that was chosen for this classifier; empty where all were named. */
  public Optional<AutomaticMethod> automatic() {
    return opened.automatic();
  }

  /** Returns what was measured of the segmenter's masks. */
  MeasuredQuality quality() {
    return MeasuredQuality.of(settings.segmenter(), opened.segmenter());
  }

  /** Returns the parameters of the methods, with their defaults. */
  Map<String, Map<String, String>> parameters() {
    return opened.explainer().parameters();
  }

  /** Returns the seconds that all threads together have spent in the classifier. */
  double secondsExplaining() {
    return tabulator.secondsExplaining();
  }

  /**
   * Compares the classifier with ONNX Runtime on the first images that can be read.
   *
   * @throws WrongInput where they do not agree
   */
  SelfCheck selfCheck(List<ImageRecord> images) {
    return opened.selfCheck(images, opened.preparer().reader()::decode);
  }

  /** Returns the images with hashes of everything that their rows depend on. */
  public List<KeyedImage> keyed(List<ImageRecord> chunk) {
    return chunk.stream().map(r -> new KeyedImage(r.id(), r.path(), keys.of(r))).toList();
  }

  /** Makes the tables of images; unusable images are listed in them. */
  public ChunkTables explain(List<ImageRecord> records) throws IOException {
    ChunkTables part = new ChunkTables();
    OpenedExplainer.Batch batch =
        OpenedExplainer.explain(records, opened.preparer()::prepare, tabulator);
    batch.unread().forEach(part::add);
    if (batch.explained() != null) {
      kept.keep(batch.explained());
      part.add(batch.explained());
    }
    return part;
  }

  /** Returns a way to explain single images again, for what the tables do not keep. */
  public ReExplainedImages again(List<ImageRecord> images) {
    return new ReExplainedImages(
        images,
        opened.preparer(),
        tabulator,
        firstMethod,
        kept,
        settings.batch(),
        settings.threads());
  }

  @Override
  public void close() {
    opened.close();
  }
}
