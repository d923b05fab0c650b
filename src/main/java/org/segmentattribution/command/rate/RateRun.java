package org.segmentattribution.command.rate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectMeasure;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.rating.Against;
import org.segmentattribution.rating.Halves;
import org.segmentattribution.rating.ImageEffects;
import org.segmentattribution.rating.Rating;
import org.segmentattribution.rating.RatingChoice;
import org.segmentattribution.rating.RatingCsv;
import org.segmentattribution.rating.RatingRow;
import org.segmentattribution.rating.RatingText;
import org.segmentattribution.rating.ScoreBook;
import org.segmentattribution.run.RatingRecord;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.table.SatCsv;

/**
 * {@code sat rate}: compares the tables of a finished run with the effects of its segments.
 *
 * @param run folder of the run
 * @param settings what is rated
 */
public record RateRun(Path run, RateSettings settings) {
  /**
   * Rates, and adds the rating to the run.
   *
   * @return what people read
   * @throws WrongInput where the run is of another kind or not finished, or has no effects
   */
  public List<String> rate(Progress progress) throws IOException {
    return RunLock.holding(run, () -> alone(progress));
  }

  private List<String> alone(Progress progress) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    if (directory.manifest().kind() != RunKind.EXPLAIN) {
      throw new WrongInput(
          run + " was made by '" + directory.manifest().kind() + "'; rate runs of explain");
    }
    String key = key(directory);
    List<String> before = RatingRecord.linesIn(directory, key);
    if (before != null) {
      return before;
    }
    List<String> lines = new ArrayList<>();
    RunCheck.rebuild(run, progress::note, of -> lines.addAll(write(of, key)));
    return lines;
  }

  private String key(RunDirectory directory) throws IOException {
    Sha256 hash = new Sha256().add(settings.asMap().toString());
    for (String file : List.of("sat.csv", EffectCsv.FILE, EffectMeasure.FILE)) {
      hash.add(directory.path(file));
    }
    return hash.hex();
  }

  private List<String> write(RunDirectory directory, String key) throws IOException {
    ScoreBook book = new ScoreBook(effects(directory), settings.seed());
    SatCsv.read(directory.path("sat.csv"), book::add);
    book.close();
    Rating rating = new Rating(book, Map.of(), settings.seed());
    List<RatingRow> rows = rating.rows();
    List<RatingChoice> choices = Arrays.stream(Against.values()).map(rating::choice).toList();
    List<String> lines = RatingText.lines(rows, choices);
    RatingCsv.write(directory.path(RatingCsv.FILE), rows);
    RatingCsv.writeImages(directory.path(RatingCsv.BY_IMAGE), book);
    Map<String, Object> chosen = new LinkedHashMap<>();
    choices.forEach(choice -> chosen.put(choice.against().text(), choice.asMap()));
    new RatingRecord(settings.asMap(), key, chosen, lines).write(directory);
    return lines;
  }

  private List<ImageEffects> effects(RunDirectory directory) throws IOException {
    Path file = directory.path(EffectCsv.FILE);
    List<String> ids = new ArrayList<>();
    EffectCsv.read(file, row -> ids.add(row.imageId()));
    int count = settings.images() == 0 ? Integer.MAX_VALUE : settings.images();
    Set<String> some = new HashSet<>(Halves.drawn(ids, count, settings.seed()));
    return ImageEffects.read(file, EffectMeasure.inMargins(directory.folder()), some::contains);
  }
}
