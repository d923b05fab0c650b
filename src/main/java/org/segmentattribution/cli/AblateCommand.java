package org.segmentattribution.cli;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.RecordedFlags;
import org.segmentattribution.command.ablate.AblateRun;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.effect.SwapSummaries;
import org.segmentattribution.effect.SwapSummary;
import org.segmentattribution.run.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sat ablate}. */
@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Does the classifier need a segment? Remove each segment of a run's images and look at the"
          + " answer.",
      ""
    },
    footer = {
      "",
      "A table says where attribution lies. This command says what happens without",
      "the segment: its effect is the logit with it minus the logit without it.",
      "Filling any place changes a logit, so the same mask is also filled at other",
      "places (placebos); the excess is the effect beyond theirs. Model, images and",
      "masks are those of the run, which must not have changed.",
      "",
      "Files in RUN:",
      "  effects.csv          a row a filling",
      "  effects-summary.csv  a row a class and segment: mean effect and excess with",
      "                       95 %% intervals, a test, how often predictions change",
      "  counterfactuals.csv  which sets of segments change the prediction, by share of images",
      "  cof.csv              how often each segment is in such a set",
      "  counterfactual-images.csv  the same for each image",
      "  swaps.csv            with --swap: a row a swapped image",
      "  swaps-summary.csv    with --swap: accuracy before and after, by class",
      "",
      "Examples:",
      "  sat ablate runs/first",
      "  sat ablate runs/first --fill mean,blur,linear --combine 3",
      "  sat ablate runs/first --swap watermark"
    })
final class AblateCommand implements Callable<Integer> {
  private static final int MOST_LINES = 10;

  @Parameters(paramLabel = "RUN", description = "folder of a finished run of sat explain")
  private Path run;

  @Option(
      names = "--fill",
      paramLabel = "NAMES",
      description =
          "what a removed segment is filled with: mean (of the rest of the picture), blur (of the"
              + " pixels around it), linear (noisy linear interpolation, ROAD); effects are averaged"
              + " over them (default: ${DEFAULT-VALUE})")
  private NameList fill;

  @Option(
      names = "--placebo",
      paramLabel = "HOW",
      description =
          "where else the mask is filled: mirrored (left to right, top to bottom, both), moved"
              + " (random places off the segments) or none (default: ${DEFAULT-VALUE})")
  private String placebo;

  @Option(
      names = "--placebos",
      paramLabel = "N",
      description = "number of moved placebos (default: ${DEFAULT-VALUE})")
  private int placebos;

  @Option(
      names = "--nested",
      paramLabel = "HOW",
      description =
          "smaller segments inside a segment: drop (they stay in the picture) or keep (they are"
              + " removed with it) (default: ${DEFAULT-VALUE})")
  private String nested;

  @Option(
      names = "--value",
      paramLabel = "VALUE",
      description =
          "what an effect is measured in: logit, or margin (the logit minus the largest other)"
              + " (default: ${DEFAULT-VALUE})")
  private String value;

  @Option(
      names = "--combine",
      paramLabel = "K",
      description =
          "search sets of up to so many segments whose removal changes the prediction, the best"
              + " first, 1 to 4 (default: ${DEFAULT-VALUE})")
  private int combine;

  @Option(
      names = "--swap",
      paramLabel = "NAMES",
      description =
          "segments that are also swapped: each is filled in its own images and pasted, with its"
              + " mask, into images of other classes that lack it")
  private NameList swap;

  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    RemovalSettings settings =
        new RemovalSettings(fill.names(), placebo, placebos, nested, value, combine, machine.seed);
    RunDirectory directory = RunDirectory.read(run);
    try (ConsoleProgress progress = CommonOptions.progress()) {
      AblateRun ablate =
          new AblateRun(run, RecordedFlags.of(directory.manifest(), machine), settings);
      List<String> swapped = swap == null ? List.of() : swap.names();
      AblateRun.Found found = ablate.measure(swapped, progress);
      print(found.effects(), settings.inMargins() ? "margin" : "logit");
      for (String segment : swapped) {
        print(SwapSummaries.total(found.swaps(), segment), found.swaps());
      }
    }
    return 0;
  }

  private void print(SwapSummary total, List<SwapSummary> all) {
    SwapSummary.Accuracy accuracy = total.accuracy();
    System.out.printf(
        Locale.ROOT,
        "swapping '%s': %.1f %% of %d images are right, %.1f %% when it is swapped: %s%n",
        total.segment(),
        100 * accuracy.before(),
        total.images(),
        100 * accuracy.after(),
        run.resolve(SwapSummaries.FILE));
    boolean pasted =
        all.stream()
            .anyMatch(r -> r.segment().equals(total.segment()) && r.kind().equals("pasted"));
    if (!pasted) {
      System.out.printf(
          "  nothing was pasted: no image of another class lacks '%s'%n", total.segment());
    } else {
      System.out.printf(
          Locale.ROOT,
          "  %.1f %% of the images with a pasted '%s' get the class that it comes from%n",
          100 * total.toSource(),
          total.segment());
    }
  }

  private void print(List<EffectSummary> rows, String value) {
    List<EffectSummary> relevant =
        rows.stream()
            .filter(EffectSummary::isRelevant)
            .sorted(Comparator.comparingDouble((EffectSummary row) -> -row.excess().relative()))
            .toList();
    for (EffectSummary row : relevant.subList(0, Math.min(MOST_LINES, relevant.size()))) {
      System.out.printf(
          Locale.ROOT,
          "%s: without '%s' the %s falls by %.2f, %.2f more than without other places (%d images;"
              + " the prediction changes in %.0f %%)%n",
          row.className().isEmpty() ? "all images" : row.className(),
          row.segment(),
          value,
          row.effect().value(),
          row.excess().mean().value(),
          row.images(),
          100 * row.shares().flips());
    }
    if (relevant.size() > MOST_LINES) {
      System.out.println("… and " + (relevant.size() - MOST_LINES) + " more");
    }
    System.out.println(counted(relevant.size(), rows) + ": " + run.resolve("effects-summary.csv"));
  }

  private static String counted(int relevant, List<EffectSummary> rows) {
    if (rows.stream().allMatch(row -> Double.isNaN(row.excess().mean().value()))) {
      return "no other place was filled, so nothing says which segments matter more than any place";
    }
    return relevant + " of " + rows.size() + " segments by class matter beyond their placebos";
  }
}
