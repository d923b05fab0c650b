package org.segmentattribution.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.segmentattribution.api.Failure;
import org.segmentattribution.cli.error.FlagNames;
import org.segmentattribution.cli.error.ShownError;
import org.segmentattribution.experiment.trial.ExperimentOutcome;
import org.segmentattribution.run.InputCounts;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.table.Absence;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.SkippedSegment;

/** Prints the last lines of a run that fills a directory. */
final class Outcome {
  /** What the reasons of {@code skipped-segments.csv} mean. */
  private static final Map<String, String> ABSENT =
      Map.of(
          Absence.EMPTY.text(), "with an empty mask",
          Absence.VANISHED.text(), "too thin for the model's grid",
          Absence.OUTSIDE.text(), "outside the model's crop");

  private Outcome() {}

  /**
   * Returns the exit code for numbers of finished and skipped images; no finished image is a
   * failure.
   */
  static int code(int done, int skipped) {
    return done == 0 ? ShownError.FAILED : skipped > 0 ? Sat.DONE_WITH_SKIPS : 0;
  }

  /** Prints what was done and where it is; returns the exit code. */
  static int print(RunSummary summary, Path out) throws IOException {
    boolean nothing = summary.explained() == 0 || summary.rows() == 0;
    System.out.println(summary.line());
    summary.found().forEach(System.out::println);
    int code = print(out, summary.skipped());
    summary.alarms().forEach(alarm -> System.err.println("sat: check this first: " + alarm));
    if (nothing) {
      System.err.println(
          summary.explained() == 0
              ? "sat: no image was explained"
              : "sat: no segment was found in any image, so nothing was explained");
    }
    return nothing ? ShownError.FAILED : code;
  }

  /** Prints what was found and where it is; returns the exit code. */
  static int print(ExperimentOutcome outcome, Path out) throws IOException {
    int skipped = outcome.skipped();
    String note =
        skipped > 0
            ? " ("
                + skipped
                + (skipped == 1 ? " image" : " images")
                + " skipped, listed in failures.csv)"
            : "";
    System.out.println(outcome.lead() + note);
    return print(out, skipped);
  }

  /** Prints how many segments were found but have no row, by their reasons. */
  private static void printSegments(Path listed) throws IOException {
    if (!Files.exists(listed)) {
      return;
    }
    Map<String, Integer> reasons = new TreeMap<>();
    List<SkippedSegment> skipped = SkippedSegment.read(listed);
    skipped.forEach(segment -> reasons.merge(segment.reason(), 1, Integer::sum));
    if (!skipped.isEmpty()) {
      System.out.printf(
          "%d %s found but left out (%s): %s%n",
          skipped.size(),
          skipped.size() == 1 ? "segment" : "segments",
          listed.getFileName(),
          reasons.entrySet().stream()
              .map(e -> e.getValue() + " " + ABSENT.getOrDefault(e.getKey(), e.getKey()))
              .collect(Collectors.joining(", ")));
    }
  }

  /** Prints the counts of everything below {@code --images}. */
  static void printInputs(Path out) throws IOException {
    RunManifest manifest = RunDirectory.read(out).manifest();
    InputCounts counts = InputCounts.of(manifest.summary().get("inputs"));
    if (counts != null) {
      // the demo draws its own images below --out
      Object images = manifest.configuration().get("images");
      counts
          .lines(String.valueOf(images == null ? out : images), FlagNames::of)
          .forEach(System.out::println);
    }
  }

  /** Prints what was left out and why, then where the page is; returns the exit code. */
  private static int print(Path out, int skipped) throws IOException {
    printInputs(out);
    printSegments(out.resolve("skipped-segments.csv"));
    System.out.println("report: " + out.resolve("report.html"));
    if (skipped == 0) {
      return 0;
    }
    // often all have one reason, such as a wrong folder of masks
    Path listed = out.resolve("failures.csv");
    List<Failure> failures = Files.exists(listed) ? FailureCsv.read(listed) : List.of();
    failures.stream()
        .limit(1)
        .forEach(first -> System.err.println("skipped " + first.image() + ": " + first.reason()));
    return Sat.DONE_WITH_SKIPS;
  }
}
