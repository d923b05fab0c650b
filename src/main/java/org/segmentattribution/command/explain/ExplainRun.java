package org.segmentattribution.command.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.MeasuredQuality;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.onnx.check.SelfCheck;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.CardFiles;
import org.segmentattribution.run.ChunkFolders;
import org.segmentattribution.run.ChunkTables;
import org.segmentattribution.run.EffectRecord;
import org.segmentattribution.run.InputAccount;
import org.segmentattribution.run.KeptExplanations;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.RechunkedRun;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.AutomaticMethod;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.store.RunTables;

/**
 * {@code sat explain}: makes the tables of all images in one run directory. The images are cut into
 * chunks; one worker reads, explains, tabulates and writes a chunk. So an interrupted run keeps its
 * finished chunks, and the result does not depend on the number of workers.
 */
public final class ExplainRun implements AutoCloseable {
  private final ExplainSettings settings;
  private final ChunkExplainer explainer;
  private final ChunkRunner runner;
  private final List<ImageRecord> images;
  private final InputAccount account;
  private final MeasuredQuality quality;
  private final RunManifest begun;
  private final RunDirectory directory;
  private final long started = System.nanoTime();
  private RunSummary summary;
  private SelfCheck check;

  private ExplainRun(
      ExplainSettings settings,
      ImageSelection selection,
      ChunkExplainer explainer,
      ChunkRunner runner)
      throws IOException {
    this.settings = settings;
    this.explainer = explainer;
    this.runner = runner;
    images = selection.records();
    account = InputAccount.of(selection, explainer::notes);
    quality = explainer.quality();
    begun =
        RunManifest.begin(
            RunKind.EXPLAIN,
            configuration(settings, explainer),
            inputs(selection, explainer),
            explainer.classifier().device(),
            settings.seed());
    check = RunDirectory.isDone(settings.out()) ? null : explainer.selfCheck(images);
    directory = RunDirectory.open(settings.out(), begun);
  }

  /** Returns the flags, and the parameters of the methods with their defaults. */
  private static Map<String, Object> configuration(
      ExplainSettings settings, ChunkExplainer explainer) {
    Map<String, Object> configuration = new LinkedHashMap<>(settings.run().configuration());
    configuration.put("parameters", explainer.parameters());
    explainer
        .automatic()
        .ifPresent(chosen -> configuration.put(RunManifest.CHOSEN_METHOD, chosen.line()));
    configuration.put(
        RunManifest.MODEL_CLASSES, explainer.classifier().declaration().classes().size());
    return configuration;
  }

  private static Map<String, String> inputs(ImageSelection selection, ChunkExplainer explainer)
      throws IOException {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("model", explainer.classifier().sha256());
    inputs.put("declaration", new Sha256().add(explainer.declaration()).hex());
    for (Map<String, String> parameters : explainer.parameters().values()) {
      for (String array : parameters.values()) {
        if (array.endsWith(".npy")) {
          inputs.put(array, new Sha256().add(Path.of(array)).hex());
        }
      }
    }
    inputs.put("images", selection.sha256());
    for (MapFolder folder : explainer.folders()) {
      inputs.put(folder.name(), folder.sha256());
    }
    return inputs;
  }

  /**
   * Checks everything that the settings name and opens the run directory.
   *
   * @param elsewhere makes the tables; null for threads of this process
   * @throws WrongInput where a setting is wrong; nothing has been read or written then
   */
  public static ExplainRun open(ExplainSettings settings, ChunkRunner elsewhere)
      throws IOException {
    ImageSelection images = settings.images().open();
    if (settings.methods().stream().anyMatch(MapFolder::names)
        || SegmenterOpener.readsMaskFolder(settings.segmenter().specification())) {
      images.requireRelative("masks:DIR or maps:DIR");
    }
    ChunkExplainer explainer = ChunkExplainer.open(settings, images);
    try {
      ChunkRunner runner =
          elsewhere == null ? ChunkRunner.threads(settings.threads(), explainer) : elsewhere;
      return new ExplainRun(settings, images, explainer, runner);
    } catch (RuntimeException | IOException e) {
      explainer.close();
      throw e;
    }
  }

  /** Returns the directory of the results. */
  public RunDirectory directory() {
    return directory;
  }

  /**
   * Returns what the program decided about the model, a line each: the method, where none was
   * named, and which nodes at the end of its file are not explained.
   */
  public List<String> decisions() {
    return Stream.concat(
            explainer.automatic().map(AutomaticMethod::line).stream(),
            Stream.of(takenOff()).filter(line -> !line.isEmpty()))
        .toList();
  }

  private String takenOff() {
    String nodes = explainer.classifier().takenOff();
    return nodes.isEmpty()
        ? ""
        : settings.model().file().getFileName()
            + " ends in probabilities ("
            + nodes
            + "), which are taken off: logits are explained";
  }

  /**
   * Makes all tables and writes them with their aggregates.
   *
   * @return the rows, for the report
   */
  public RunTables tabulate(Progress progress) throws IOException {
    if (check == null) {
      // a finished run of which some images must be explained again
      check = explainer.selfCheck(images);
    }
    progress.start("explaining", images.size());
    long began = System.nanoTime();
    List<ChunkFolders.Part> made = runner.parts(chunks(), directory, progress);
    progress.finish();
    ChunkFolders.join(made, directory.folder());
    account.write(directory.folder());
    quality.write(directory.folder());
    RunTables tables = ChunkTables.derive(directory);
    summary =
        new RunSummary(
            images.size(),
            made.stream().mapToInt(ChunkFolders.Part::rows).sum(),
            made.stream().mapToInt(ChunkFolders.Part::failedImages).sum(),
            seconds(),
            busy(began));
    return tables;
  }

  /**
   * Returns the share of the time of tabulating that was spent in the classifier. On a CPU, where
   * each worker computes by itself, it is the share of all workers' time; on a GPU, which they
   * share, that of the elapsed time. NaN where no table was made, or others made them.
   */
  private double busy(long began) {
    double elapsed = (System.nanoTime() - began) / 1e9;
    double explaining = explainer.secondsExplaining();
    boolean shared = !explainer.classifier().device().startsWith("cpu");
    int workers = Math.min(settings.threads(), chunks().size());
    return explaining == 0
        ? Double.NaN
        : Math.min(1, explaining / (shared ? elapsed : elapsed * workers));
  }

  private List<List<ImageRecord>> chunks() {
    return ReExplainedImages.chunks(images, settings.batch());
  }

  /**
   * Returns whether a finished run is up to date. If not (an image, its masks or the list of images
   * has changed, the segmenter failed, or a file is not what was written), its tables become chunks
   * again for {@link #tabulate}; damaged tables are not kept.
   */
  public boolean isCurrent(Progress progress) throws IOException {
    if (!directory.isDone()) {
      return false;
    }
    boolean intact = directory.isIntact();
    if (!intact && RechunkedRun.areDamaged(directory)) {
      directory.delete(ChunkFolders.FOLDER);
      EffectRecord.deleteIn(directory);
      CardFiles.deleteIn(directory);
      directory.deleteStaleFigures(true);
      directory.reopen(begun);
      return false;
    }
    List<KeyedImage> before = KeyedImage.read(directory.folder());
    progress.start("checking", images.size());
    List<List<KeyedImage>> now = runner.keys(chunks(), progress);
    progress.finish();
    if (intact
        && before.equals(now.stream().flatMap(List::stream).toList())
        && account.isIn(directory.folder())
        && quality.isIn(directory.folder())
        && FailureCsv.read(directory.path("failures.csv")).stream()
            .noneMatch(ChunkTables::isWorthAnotherTry)) {
      // files that a killed call has left while it tidied up
      directory.delete(ChunkFolders.FOLDER);
      return true;
    }
    EffectRecord.cutIn(directory);
    CardFiles.deleteIn(directory);
    RechunkedRun.cut(directory);
    directory.deleteStaleFigures(true);
    directory.reopen(begun);
    return false;
  }

  /** Returns a way to explain single images again, for what the tables do not keep. */
  public ReExplainedImages again() {
    return explainer.again(images);
  }

  /**
   * Marks the run as complete.
   *
   * @param alarms reasons to doubt the tables as a whole
   * @param found what the tables show, in lines for people
   */
  public void finish(List<String> alarms, List<String> found) throws IOException {
    summary = summary.with(alarms).showing(found);
    Map<String, Double> timings = new LinkedHashMap<>(Map.of("total", seconds()));
    if (!Double.isNaN(summary.busy())) {
      timings.put("classifier_share", summary.busy());
    }
    directory.delete(KeptExplanations.FOLDER);
    Map<String, Object> counts = new LinkedHashMap<>(summary.counts());
    Head head = explainer.classifier().declaration().head();
    counts.put("head", (head == null ? Head.LOGITS : head).text());
    counts.put("taken_off", explainer.classifier().takenOff());
    if (!quality.files().isEmpty()) {
      counts.put("mask_quality", quality.hashes());
    }
    counts.put("inputs", account.counts(summary.skipped()).json());
    directory.finish(directory.manifest().checked(check.toMap()).done(counts, timings));
    directory.delete(ChunkFolders.FOLDER);
  }

  /** Returns the summary of the run, which this call or an earlier one has finished. */
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
    explainer.close();
  }
}
