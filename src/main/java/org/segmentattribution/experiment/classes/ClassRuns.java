package org.segmentattribution.experiment.classes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.run.images.ClassGroup;
import org.segmentattribution.run.images.ImageSelection;

/**
 * The paper's explanations of a pretrained classifier, class by class, each with its own segments:
 * a run of {@code explain} for each class, and a page over all of them (Figures 3 and 7).
 */
public final class ClassRuns {
  private final ExplainSettings settings;
  private final List<ClassGroup> groups;
  private final Function<String, SegmenterOptions> segmenting;
  private final String listing;

  /**
   * Checks classes and their segments.
   *
   * @param settings with the classes as the user named them
   * @param segmenting options of the segmenter, by name of the class
   * @throws UsageError if a class has no images or no segments
   */
  public ClassRuns(ExplainSettings settings, Function<String, SegmenterOptions> segmenting)
      throws IOException {
    this.settings = settings;
    this.segmenting = segmenting;
    if (settings.images().classes().isEmpty()) {
      throw WrongInput.of("{class}: name at least one class, or a group such as dog=151-268");
    }
    ModelDeclaration declaration = ModelOpener.declaration(settings.model());
    ImageSelection images = settings.images().all().open();
    groups =
        settings.images().classes().stream()
            .map(text -> ClassGroup.parse(text, images.labels(), declaration))
            .toList();
    TreeSet<String> folders = new TreeSet<>();
    for (ClassGroup group : groups) {
      segmenting.apply(group.name());
      if (!folders.add(folder(group))) {
        throw WrongInput.of("{class}: two classes would be written to %s", folder(group));
      }
    }
    listing = images.sha256();
  }

  private static String folder(ClassGroup group) {
    return group.name().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
  }

  /** Explains a single class, as an ordinary run of {@code explain}. */
  public RunSummary single(Progress progress) throws IOException {
    if (groups.size() != 1) {
      throw WrongInput.of("{class}: this experiment takes one class, or one group of classes");
    }
    return ExplainWithReport.run(settings(groups.get(0), false), progress);
  }

  private ExplainSettings settings(ClassGroup group, boolean inFolder) {
    return settings.with(
        settings.images().ofClasses(group.labels()),
        segmenting.apply(group.name()),
        inFolder ? settings.out().resolve(folder(group)) : settings.out());
  }

  /** Explains every class and writes the page over them. */
  public RunSummary run(Progress progress) throws IOException {
    return RunLock.holding(settings.out(), () -> alone(progress));
  }

  private RunSummary alone(Progress progress) throws IOException {
    Map<String, Object> classes = new LinkedHashMap<>();
    groups.forEach(group -> classes.put(folder(group), group.name()));
    Map<String, Object> configuration = new LinkedHashMap<>(settings.run().configuration());
    configuration.put("runs", classes);
    RunDirectory directory =
        RunDirectory.open(
            settings.out(),
            RunManifest.begin(
                RunKind.IMAGENET,
                configuration,
                inputs(),
                settings.model().device(),
                settings.seed()));
    List<RunSummary> summaries = new ArrayList<>();
    for (ClassGroup group : groups) {
      summaries.add(ExplainWithReport.run(settings(group, true), progress));
    }
    RunSummary all = RunSummary.sum(summaries);
    List<Path> runs = groups.stream().map(group -> directory.path(folder(group))).toList();
    Map<String, Object> counts = new LinkedHashMap<>(all.counts());
    counts.put("inputs", ClassInputs.join(runs, directory.folder()).json());
    ClassReporter.write(directory);
    directory.finish(directory.manifest().done(counts, Map.of("total", all.seconds())));
    return all;
  }

  private Map<String, String> inputs() throws IOException {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("model", ModelOpener.sha256(settings.model()));
    inputs.put("images", listing);
    return inputs;
  }
}
