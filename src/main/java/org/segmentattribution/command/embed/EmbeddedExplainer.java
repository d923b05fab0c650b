package org.segmentattribution.command.embed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.ExplainedTables;
import org.segmentattribution.api.ExplainerRequest;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentExplainer;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.ImagePreparer;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Targets;

/** Shows an {@link OpenedExplainer} to programs that embed this one. */
final class EmbeddedExplainer implements SegmentExplainer {
  private final OpenedExplainer opened;
  private final String target;
  private final ExplainerRequest.Compute compute;
  private final Targets targets;
  private final List<MapFolder> folders;
  private final Map<String, String> wrongLabels = new ConcurrentHashMap<>();
  private final Object checking = new Object();
  private boolean checked;
  private volatile boolean closed;

  EmbeddedExplainer(OpenedExplainer opened, String target, ExplainerRequest.Compute compute) {
    this.opened = opened;
    this.target = target;
    this.compute = compute;
    targets = Targets.of(target, declaration(), Set.of());
    folders = opened.folders();
    opened.requireOneTarget(targets, folders);
  }

  private ModelDeclaration declaration() {
    return opened.classifier().declaration();
  }

  @Override
  public List<String> classes() {
    return declaration().classes();
  }

  @Override
  public List<String> methods() {
    return tabulator(folders, 1).methods();
  }

  private Tabulator tabulator(List<MapFolder> maps, int least) {
    return opened.tabulator(targets, maps, least);
  }

  @Override
  public ExplainedTables explain(ImageRecord image) throws IOException {
    ImagePreparer preparer = opened.preparer();
    return only(image, preparer::prepare, preparer.reader()::decode);
  }

  @Override
  public ExplainedTables explain(RgbImage image, String id) throws IOException {
    ImagePreparer preparer = opened.preparer();
    return only(
        new ImageRecord(ImageRecord.stem(id), id, Path.of(id), "", ""),
        record -> preparer.place(record, image, preparer.reader().segment(record, image)),
        record -> image);
  }

  private ExplainedTables only(
      ImageRecord image, OpenedExplainer.Preparation preparation, OpenedExplainer.Decoding decoding)
      throws IOException {
    requireOpen();
    List<ImageRecord> images = List.of(image);
    check(images, decoding);
    ExplainedTables tables = batch(images, preparation, tabulator(folders, 1)).get(0);
    if (tables.failed()) {
      throw new IOException(image.path() + ": " + tables.failures().get(0).reason());
    }
    return tables;
  }

  @Override
  public Stream<ExplainedTables> explain(Stream<ImageRecord> images) {
    return stream(images, folders);
  }

  @Override
  public Stream<ExplainedTables> explain(ImageSource source) throws IOException {
    requireOpen();
    List<ImageRecord> records = source.records();
    List<String> paths = records.stream().map(ImageRecord::path).toList();
    ExpectedImages expected = new ExpectedImages(paths, paths);
    opened.segmenter().expect(expected);
    return stream(records.stream(), opened.folders(expected));
  }

  private Stream<ExplainedTables> stream(Stream<ImageRecord> images, List<MapFolder> maps) {
    requireOpen();
    ImagePreparer preparer = opened.preparer();
    return BatchStream.of(
        images,
        compute.batch(),
        compute.threads(),
        first -> {
          requireOpen();
          check(first, preparer.reader()::decode);
          // sat explain uses this number of images in a pass, too
          Tabulator tabulator = tabulator(maps, first.size());
          return batch -> batch(batch, preparer::prepare, tabulator);
        });
  }

  /** Compares the model with ONNX Runtime once, as soon as there are images. */
  private void check(List<ImageRecord> images, OpenedExplainer.Decoding decoding) {
    synchronized (checking) {
      if (!checked) {
        checked = opened.selfCheck(images, decoding).images() > 0;
      }
    }
  }

  private List<ExplainedTables> batch(
      List<ImageRecord> images, OpenedExplainer.Preparation preparation, Tabulator tabulator) {
    requireOpen();
    TablesByImage tables = new TablesByImage(images);
    OpenedExplainer.Preparation labelled =
        record -> {
          String wrong = wrongLabels.computeIfAbsent(record.label(), this::wrong);
          if (!wrong.isEmpty()) {
            throw new ImageFailure(new Failure(record.path(), "target", wrong));
          }
          return preparation.prepare(record);
        };
    return tables.of(OpenedExplainer.explain(images, labelled, tabulator));
  }

  /** Returns what is wrong with a label, in words; empty for nothing. */
  private String wrong(String label) {
    try {
      if (!label.isEmpty()) {
        Targets.of(target, declaration(), Set.of(label));
      }
      return "";
    } catch (WrongInput e) {
      return e.getMessage();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the explainer is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      opened.close();
    }
  }
}
