package org.segmentattribution.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.dataset.ImageDecoder;
import org.segmentattribution.dataset.ImageRecord;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.table.TableOptions;

/**
 * {@code sat explain}: every image's tables in one run directory. The images are cut into chunks; a
 * chunk is read, explained, tabulated and written by one worker, so an interrupted run loses no
 * finished chunk and the result does not depend on the number of workers.
 */
public final class ExplainRun implements AutoCloseable {
  private final ExplainSettings settings;
  private final Classifier classifier;
  private final List<ImageRecord> images;
  private final ImagePreparer preparer;
  private final Tabulator tabulator;
  private final Tabulator firstMethod;
  private final ImageKeys keys;
  private final RunManifest begun;
  private final RunDirectory directory;
  private final long started = System.nanoTime();
  private RunSummary summary;

  private ExplainRun(ExplainSettings settings, List<NamedMethod> methods, Classifier classifier)
      throws IOException {
    this.settings = settings;
    this.classifier = classifier;
    ImageSelection selection = settings.images().open();
    images = selection.records();
    TableOptions options = TableOptions.defaults().withPadding(settings.pad());
    preparer =
        new ImagePreparer(
            new ImageReader(
                new ImageDecoder(), Opening.segmenter(settings.segmenter(), settings.segmenting())),
            classifier.declaration().input(),
            options);
    List<MapFolder> folders = Opening.maps(settings.methods(), settings.channels());
    Explainer explainer = Opening.explainer(classifier, methods, settings.channels());
    Targets targets = Targets.of(settings.target(), classifier.declaration(), selection.labels());
    tabulator = new Tabulator(classifier, explainer, targets, folders);
    firstMethod =
        methods.isEmpty()
            ? new Tabulator(classifier, explainer, targets, folders.subList(0, 1))
            : new Tabulator(
                classifier,
                Opening.explainer(classifier, methods.subList(0, 1), settings.channels()),
                targets);
    keys =
        new ImageKeys(
            Versions.product() + " " + classifier.sha256(), preparer.reader().segmenter(), folders);
    begun =
        RunManifest.begin(
            "explain",
            configuration(settings, explainer),
            inputs(classifier, selection, folders),
            classifier.device(),
            settings.seed());
    directory = RunDirectory.open(settings.out(), begun);
  }

  /** The flags, and what the methods' parameters are whether given or not. */
  private static Map<String, Object> configuration(ExplainSettings settings, Explainer explainer) {
    Map<String, Object> configuration = new LinkedHashMap<>(settings.configuration());
    configuration.put("parameters", explainer.parameters());
    return configuration;
  }

  private static Map<String, String> inputs(
      Classifier classifier, ImageSelection selection, List<MapFolder> folders) throws IOException {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("model", classifier.sha256());
    inputs.put("images", selection.sha256());
    for (MapFolder folder : folders) {
      inputs.put(folder.name(), folder.sha256());
    }
    return inputs;
  }

  /**
   * Checks everything that is named and opens the run directory.
   *
   * @throws UsageError where the call is wrong; nothing was read or written then
   */
  public static ExplainRun open(ExplainSettings settings) throws IOException {
    List<NamedMethod> methods =
        Opening.methods(
            settings.methods().stream().filter(name -> !MapFolder.names(name)).toList(),
            settings.parameters(),
            settings.seed(),
            settings.channels());
    Classifier classifier = Opening.model(settings.model());
    try {
      return new ExplainRun(settings, methods, classifier);
    } catch (RuntimeException | IOException e) {
      classifier.close();
      throw e;
    }
  }

  /** Where the results are. */
  public RunDirectory directory() {
    return directory;
  }

  /** Makes all tables and writes them with their aggregates. */
  public void tabulate(Progress progress) throws IOException {
    progress.start("explaining", images.size());
    long began = System.nanoTime();
    RunParts parts = RunParts.open(directory);
    List<RunParts.Part> made =
        new Workers(settings.threads())
            .map(
                chunks(),
                chunk -> {
                  RunParts.Part part = parts.get(chunk, keyed(chunk), this::explained);
                  progress.step(chunk.size(), "");
                  return part;
                });
    progress.finish();
    parts.join(made);
    RunTables.writeDerived(directory);
    summary =
        new RunSummary(
            images.size(),
            made.stream().mapToInt(RunParts.Part::rows).sum(),
            made.stream().mapToInt(RunParts.Part::failedImages).sum(),
            seconds(),
            busy(began));
  }

  /**
   * Share of the time of tabulating that the classifier was at work: of all workers' on a CPU,
   * where each computes by itself; on a GPU, which they share, of the clock's.
   */
  private double busy(long began) {
    double elapsed = (System.nanoTime() - began) / 1e9;
    boolean shared = !classifier.device().startsWith("cpu");
    int workers = Math.min(settings.threads(), chunks().size());
    return Math.min(1, tabulator.secondsExplaining() / (shared ? elapsed : elapsed * workers));
  }

  private List<List<ImageRecord>> chunks() {
    return ExplainedAgain.chunks(images, settings.batch());
  }

  private List<KeyedImage> keyed(List<ImageRecord> chunk) {
    return chunk.stream().map(r -> new KeyedImage(r.id(), r.path(), keys.of(r))).toList();
  }

  /**
   * Whether a finished run needs nothing. Where an image, its masks or the list of images has
   * changed since, or the segmenter failed, its tables become chunks again for {@link #tabulate}.
   */
  public boolean isCurrent(Progress progress) throws IOException {
    if (!directory.isDone()) {
      return false;
    }
    List<KeyedImage> before = KeyedImage.read(directory.folder());
    progress.start("checking", images.size());
    List<List<KeyedImage>> now =
        new Workers(settings.threads())
            .map(
                chunks(),
                chunk -> {
                  List<KeyedImage> keyed = keyed(chunk);
                  progress.step(chunk.size(), "");
                  return keyed;
                });
    progress.finish();
    if (before.equals(now.stream().flatMap(List::stream).toList())
        && FailureCsv.read(directory.path("failures.csv")).stream()
            .noneMatch(RunTables::isWorthAnotherTry)) {
      return true;
    }
    FinishedTables.cut(directory);
    directory.reopen(begun);
    return false;
  }

  private RunTables explained(List<ImageRecord> records) {
    RunTables part = new RunTables();
    List<PreparedImage> prepared = new ArrayList<>();
    for (ImageRecord record : records) {
      try {
        prepared.add(preparer.prepare(record));
      } catch (ImageFailure e) {
        part.add(e.failure());
      }
    }
    if (!prepared.isEmpty()) {
      part.add(tabulator.tabulate(prepared));
    }
    return part;
  }

  /** Single images once more, for what the tables do not keep. */
  public ExplainedAgain again() {
    return new ExplainedAgain(
        images, preparer, tabulator, firstMethod, settings.batch(), settings.threads());
  }

  /** Marks the run as complete. */
  public void finish() throws IOException {
    directory.finish(
        directory
            .manifest()
            .done(
                summary.counts(), Map.of("total", seconds(), "classifier_share", summary.busy())));
    directory.delete(RunParts.FOLDER);
  }

  /** What the run came to, now or when it was finished before. */
  public RunSummary summary() {
    if (summary == null) {
      summary = RunSummary.of(directory.manifest().summary());
    }
    return summary;
  }

  private double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  @Override
  public void close() {
    preparer.reader().segmenter().close();
    classifier.close();
  }
}
