package org.segmentattribution.cli.find;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.RecordedFlags;
import org.segmentattribution.command.suspects.SuspectNames;
import org.segmentattribution.command.suspects.SuspectsRun;
import org.segmentattribution.command.suspects.SuspectsSettings;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sat suspects}. */
@Command(
    name = "suspects",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "What lies under attribution that no named segment covers? Find regions outside the masks that"
          + " are alike.",
      ""
    },
    footer = {
      "",
      "A shortcut without a mask has no row in a table. This command looks where no",
      "named object is: outside all masks, and inside background. Regions of strong",
      "attribution for the class are described by a layer of the classifier, colour,",
      "shape and place, and clustered. What is alike, found again in both halves of",
      "the images and more than random places would be, comes first.",
      "",
      "Files in RUN:",
      "  suspects.csv          a row a suspect",
      "  suspects-regions.csv  a row a region",
      "  suspects.html         a page with photographs of each suspect",
      "  adopted/NAME          with --adopt: masks of a suspect, which masks: reads",
      "",
      "Examples:",
      "  sat suspects runs/first",
      "  sat suspects runs/first --adopt 1=logo",
      "  sat suspects runs/first --spray --clip models/clip --words \"logo,text,grass,sky\""
    })
public final class SuspectsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "folder of a finished run of sat explain")
  private Path run;

  @Option(
      names = "--background",
      paramLabel = "NAMES",
      description =
          "segments that are searched, too, like what is outside all masks (default:"
              + " ${DEFAULT-VALUE})")
  private NameList background;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description =
          "layer of the classifier that describes regions (default: the last one with twenty places along"
              + " a side)")
  private String layer;

  @Option(
      names = "--regions",
      paramLabel = "N",
      description = "most regions of an image (default: ${DEFAULT-VALUE})")
  private int regions;

  @Option(
      names = "--least",
      paramLabel = "N",
      description = "fewest regions that are a suspect (default: ${DEFAULT-VALUE})")
  private int least;

  @Option(
      names = "--clip",
      paramLabel = "FOLDER",
      description = "two towers (CLIP, SigLIP) that name suspects by the nearest of --words")
  private String clip;

  @Option(
      names = "--words",
      paramLabel = "NAMES",
      description = "words that --clip chooses from (default: ${DEFAULT-VALUE})")
  private NameList words;

  @Option(
      names = "--spray",
      description =
          "cluster whole maps of each class, too (spectral relevance analysis), for comparison"
              + " (default: ${DEFAULT-VALUE})")
  private boolean spray;

  @Option(
      names = "--adopt",
      paramLabel = "N=NAME",
      description =
          "write the masks of suspect N as segment NAME into RUN/adopted/NAME, which masks: reads; may"
              + " be repeated")
  private List<String> adopt = List.of();

  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    SuspectsSettings settings =
        new SuspectsSettings(
            background == null ? List.of() : background.names(),
            layer == null ? "" : layer,
            regions,
            least,
            spray,
            machine.seed);
    RunManifest manifest = RunDirectory.read(run).manifest();
    SuspectsRun.Found found;
    try (ConsoleProgress progress = CommonOptions.progress()) {
      found =
          new SuspectsRun(run, RecordedFlags.of(manifest, machine), settings, names(), adopt)
              .find(progress);
    }
    found.lines().forEach(System.out::println);
    System.out.println("page: " + run.resolve("suspects.html"));
    if (!found.adopted().isEmpty()) {
      System.out.println("next: sat explain … " + next(manifest, found.adopted()));
    }
    return 0;
  }

  private SuspectNames names() {
    return clip == null ? null : new SuspectNames(clip, words == null ? List.of() : words.names());
  }

  /** Returns the flags of a run with the adopted segments. */
  private static String next(RunManifest manifest, List<Path> adopted) {
    StringBuilder flags = new StringBuilder("--segmenter \"");
    flags.append(manifest.configuration().get("segmenter"));
    adopted.forEach(folder -> flags.append("+masks:").append(folder));
    flags.append('"');
    if (manifest.configuration().get("segments") instanceof List<?> names && !names.isEmpty()) {
      flags.append(" --segments \"");
      names.forEach(name -> flags.append(name).append(','));
      flags.append(
          adopted.stream().map(of -> of.getFileName().toString()).collect(Collectors.joining(",")));
      flags.append('"');
    }
    return flags.toString();
  }
}
