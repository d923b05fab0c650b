package org.segmentattribution.command.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.check.SelfCheck;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.run.ChunkTables;
import org.segmentattribution.run.ImageKeys;
import org.segmentattribution.run.KeptExplanations;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.Versions;
import org.segmentattribution.run.images.ImageSelection;

/**
 * Classifier, methods and segmenter of one process, which turn images into tables. Safe for several
 * threads.
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
    // rows then have the same bytes alone, after a change, and in a part of the images
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
   * Loads what is named.
   *
   * @param images that will be explained: their classes must be the classifier's
   * @throws WrongInput where the call is wrong
   */
  public static ChunkExplainer open(ExplainSettings settings, ImageSelection images)
      throws IOException {
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

  LoadedClassifier classifier() {
    return opened.classifier();
  }

  private ModelDeclaration declared() {
    return classifier().declaration();
  }

  /** Classes and preprocessing, whether from the file beside the model or from flags. */
  String declaration() {
    return DeclarationJson.write(declared());
  }

  /** Folders of maps that were made elsewhere. */
  List<MapFolder> folders() {
    return folders;
  }

  /** What the images' masks and maps were that was not simply used. */
  List<InputNote> notes(List<String> paths) throws IOException {
    List<InputNote> notes = new ArrayList<>(opened.segmenter().notes(paths));
    for (MapFolder folder : folders) {
      notes.addAll(folder.notes(paths));
    }
    return notes;
  }

  /** The methods' parameters, whether given or not. */
  Map<String, Map<String, String>> parameters() {
    return opened.explainer().parameters();
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
    return opened.selfCheck(images, opened.preparer().reader()::decode);
  }

  /** What the rows of images will be made of. */
  public List<KeyedImage> keyed(List<ImageRecord> chunk) {
    return chunk.stream().map(r -> new KeyedImage(r.id(), r.path(), keys.of(r))).toList();
  }

  /** The tables of images; one that cannot be used is listed in them. */
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

  /** Single images to look at, for what the tables do not keep. */
  ReExplainedImages again(List<ImageRecord> images) {
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
