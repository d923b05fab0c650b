package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.suspects.SuspectsRun;
import org.segmentattribution.command.suspects.SuspectsSettings;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.suspect.SuspectsCsv;

/**
 * Looks for suspects in a run, as {@code sat suspects} does, and makes segments of them.
 *
 * @param settings how they are looked for
 * @param progress of the search
 */
record SuspectSearch(SuspectsSettings settings, Progress progress) {
  private static final String NAME = "suspect-";
  private static final List<String> COLUMNS =
      List.of("rank", "regions", "images", "share_of_attribution", "clear");

  /**
   * A suspect.
   *
   * @param rank 1 = first
   * @param regions number of its regions
   * @param images number of images that have one
   * @param share of all attribution, 0 to 1
   * @param clear whether it is alike, stable and beyond chance
   */
  record Suspect(int rank, int regions, int images, double share, boolean clear) {}

  /** Returns the suspects of a run, the first one first; looks for them if it has none. */
  List<Suspect> in(ExplainSettings run) throws IOException {
    new SuspectsRun(run.out(), run, settings, null, List.of()).find(progress);
    List<Suspect> suspects = new ArrayList<>();
    CsvFile.read(
        run.out().resolve(SuspectsCsv.FILE),
        COLUMNS,
        row ->
            suspects.add(
                new Suspect(
                    row.integer("rank"),
                    row.integer("regions"),
                    row.integer("images"),
                    row.number("share_of_attribution"),
                    Boolean.parseBoolean(row.text("clear")))));
    return suspects;
  }

  /** Returns the first suspect of a run if it is clear. */
  Optional<Suspect> clear(ExplainSettings run) throws IOException {
    return in(run).stream().limit(1).filter(Suspect::clear).findFirst();
  }

  /** Writes masks of a suspect in all images of its run. */
  AdoptedSegment adopt(ExplainSettings run, int rank, String name) throws IOException {
    List<Path> folders =
        new SuspectsRun(run.out(), run, settings, null, List.of(rank + "=" + name))
            .find(progress)
            .adopted();
    return new AdoptedSegment(folders.get(0));
  }

  /** Returns a plain name that no segment of a run has. */
  static String freeName(Path run) throws IOException {
    Set<String> taken = new HashSet<>();
    CsvFile.read(run.resolve("sat.csv"), List.of("segment"), row -> taken.add(row.text("segment")));
    int number = 1;
    while (taken.contains(NAME + number)) {
      number++;
    }
    return NAME + number;
  }
}
