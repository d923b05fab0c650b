package org.segmentattribution.command.rate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.command.explain.ChunkExplainer;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectMeasure;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.rating.Against;
import org.segmentattribution.rating.Halves;
import org.segmentattribution.rating.ImageEffects;
import org.segmentattribution.rating.MethodChecks;
import org.segmentattribution.rating.Rating;
import org.segmentattribution.rating.RatingChoice;
import org.segmentattribution.rating.RatingCsv;
import org.segmentattribution.rating.RatingRow;
import org.segmentattribution.rating.RatingText;
import org.segmentattribution.rating.ScoreBook;
import org.segmentattribution.rating.SingleDeletion;
import org.segmentattribution.run.RatingRecord;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunReporter;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.AutomaticMethod;
import org.segmentattribution.table.SatCsv;

/**
 * {@code sat rate}: compares tables of a finished run, and of further methods, with the effects of
 * its segments. Effects are those that {@code sat ablate} has added to the run; without any, they
 * are measured for the images that are rated.
 *
 * @param run folder of the run
 * @param explained the settings of the run
 * @param settings what is rated
 */
public record RateRun(Path run, ExplainSettings explained, RateSettings settings) {
  /**
   * Rates, and adds the rating to the run.
   *
   * @return what people read
   * @throws WrongInput where the run is of another kind or not finished, or something that it
   *     depends on has changed
   */
  public List<String> rate(Progress progress) throws IOException {
    return RunLock.holding(run, () -> alone(progress));
  }

  private List<String> alone(Progress progress) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    UnchangedRun.requireExplained(directory);
    RunCheck.tables(run.resolve("sat.csv"), progress::note);
    ImageSelection images = explained.images().open();
    try (ChunkExplainer explainer = ChunkExplainer.open(explained, images)) {
      UnchangedRun opened = new UnchangedRun(directory, explained, images, explainer);
      opened.requireSame();
      Stream.concat(explained.methods().stream(), settings.methods().stream())
          .filter(AutomaticMethod.NAME::equals)
          .findFirst()
          .ifPresent(name -> progress.note(AutomaticMethod.of(explainer.classifier()).line()));
      RatedMethods methods = RatedMethods.of(explained, settings, explainer.classifier());
      List<String> drawn = drawn();
      Set<String> some = new HashSet<>(drawn);
      List<ImageRecord> records =
          images.records().stream().filter(image -> some.contains(image.id())).toList();
      boolean measured = hasEffects(directory);
      String text =
          settings.asMap()
              + "\n"
              + explained.batch()
              + "\n"
              + methods.text()
              + "\n"
              + measured
              + "\n"
              + drawn;
      List<UnchangedRun.Chunk> chunks = opened.chunks(records, text, progress);
      String key = key(directory, text, chunks, measured);
      List<String> before = RatingRecord.linesIn(directory, key);
      if (before != null) {
        return before;
      }
      List<String> lines = new ArrayList<>();
      RunCheck.rebuild(
          run,
          progress::note,
          of -> {
            RateParts parts =
                new RateParts(opened, methods, settings, drawn, measured ? null : removal());
            lines.addAll(write(of, parts.measure(chunks, progress), measured, key));
          });
      RatingRecord.deleteChunks(directory);
      // its page says what was found, too
      RunCheck.rebuild(run, progress::note, of -> RunReporter.rebuildAll(of, List.of()));
      return lines;
    }
  }

  /** Returns images with enough segments for a score, by chance; the first are tested most. */
  private List<String> drawn() throws IOException {
    Map<String, Set<String>> segments = new HashMap<>();
    SatCsv.read(
        run.resolve("sat.csv"),
        row -> {
          if (!row.isElsewhere()) {
            segments.computeIfAbsent(row.imageId(), id -> new HashSet<>()).add(row.segment());
          }
        });
    segments.values().removeIf(names -> names.size() < SingleDeletion.FEWEST);
    if (segments.isEmpty()) {
      throw new WrongInput(
          run
              + " has no image with "
              + SingleDeletion.FEWEST
              + " segments; fewer have no order that effects could be compared with");
    }
    int count = settings.images() == 0 ? Integer.MAX_VALUE : settings.images();
    return Halves.drawn(List.copyOf(segments.keySet()), count, settings.seed());
  }

  /** Returns how effects are measured where the run has none. */
  private RemovalSettings removal() {
    return new RemovalSettings(
        List.of("mean", "blur"), "mirrored", 1, "drop", "logit", 1, settings.seed());
  }

  private static boolean hasEffects(RunDirectory directory) throws IOException {
    return directory.manifest().outputs() != null
        && directory.manifest().outputs().containsKey(EffectCsv.FILE)
        && directory.manifest().outputs().containsKey(EffectMeasure.FILE)
        && directory.faults().stream().noneMatch(fault -> fault.file().startsWith("effects."));
  }

  private String key(
      RunDirectory directory, String text, List<UnchangedRun.Chunk> chunks, boolean measured)
      throws IOException {
    Sha256 hash = new Sha256().add(text);
    chunks.forEach(chunk -> hash.add(chunk.hash()));
    hash.add(directory.path("sat.csv"));
    if (measured) {
      hash.add(directory.path(EffectCsv.FILE)).add(directory.path(EffectMeasure.FILE));
    }
    return hash.hex();
  }

  private List<String> write(
      RunDirectory directory, RateParts.Measured measured, boolean hasEffects, String key)
      throws IOException {
    ScoreBook book = new ScoreBook(effects(directory, measured, hasEffects), settings.seed());
    SatCsv.read(directory.path("sat.csv"), book::add);
    for (Path chunk : measured.chunks()) {
      SatCsv.read(chunk.resolve(RateChunk.ROWS), book::add);
    }
    book.close();
    Map<String, MethodChecks> checks = MapTests.means(measured.maps(), measured.forwards());
    Rating rating = new Rating(book, checks, settings.seed());
    List<RatingRow> rows = rating.rows();
    List<RatingChoice> choices = Arrays.stream(Against.values()).map(rating::choice).toList();
    List<String> lines = RatingText.lines(rows, choices);
    RatingCsv.write(directory.path(RatingCsv.FILE), rows);
    MapTests.write(directory.folder(), measured.maps());
    RatingCsv.writeImages(directory.path(RatingCsv.BY_IMAGE), book);
    Map<String, Object> chosen = new LinkedHashMap<>();
    choices.forEach(choice -> chosen.put(choice.against().text(), choice.asMap()));
    RatePage.write(directory, settings, rows, choices);
    new RatingRecord(settings.asMap(), key, chosen, lines).write(directory);
    return lines;
  }

  private List<ImageEffects> effects(
      RunDirectory directory, RateParts.Measured measured, boolean hasEffects) throws IOException {
    if (hasEffects) {
      return ImageEffects.read(
          directory.path(EffectCsv.FILE),
          EffectMeasure.inMargins(directory.folder()),
          measured.images()::contains);
    }
    List<ImageEffects> all = new ArrayList<>();
    for (Path chunk : measured.chunks()) {
      all.addAll(ImageEffects.read(chunk.resolve(EffectCsv.FILE), false, id -> true));
    }
    return all;
  }
}
