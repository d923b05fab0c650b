package org.segmentattribution.cli.mend;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.NetworkFlagsHidden;
import org.segmentattribution.cli.flag.RecordedFlags;
import org.segmentattribution.cli.flag.TrainingFlags;
import org.segmentattribution.cli.flag.UnusedFlags;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.command.mend.MendResult;
import org.segmentattribution.command.mend.MendRun;
import org.segmentattribution.command.mend.MendSettings;
import org.segmentattribution.command.mend.MendWords;
import org.segmentattribution.command.mend.SuspectsWhen;
import org.segmentattribution.command.suspects.SuspectsSettings;
import org.segmentattribution.command.train.AvoidWay;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sat mend}. */
@Command(
    name = "mend",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    modelTransformer = NetworkFlagsHidden.class,
    description = {
      "From a classifier that needs a watermark to one that does without, and one page that tells"
          + " it.",
      ""
    },
    footer = {
      "",
      "The round: effects of all segments (sat ablate), a segment to do without or,",
      "where none is to blame, a suspect (sat suspects), a new classifier that begins",
      "with the weights of the first (sat train --avoid), explained as the first,",
      "compared (sat compare), swapped, and cut into slices (sat slices).",
      "A step that is done is not done again.",
      "",
      "Files in DIR: mend.html, mended.onnx with its JSON, mended.json (what it was",
      "made from), after/ (the new run), compare/. Of a suspect: before/ (the run with",
      "it among the segments), training/ (the run that finds it in the pictures to",
      "train on). Effects and slices of the first classifier are added to RUN.",
      "",
      "Examples:",
      "  sat mend runs/first --out runs/mended",
      "  sat mend runs/first --segment logo --images photos --masks masks:logos \\",
      "      --out runs/mended"
    })
public final class MendCommand implements Callable<Integer> {
  /** As the defaults of {@code sat suspects}. */
  private static final int REGIONS = 8;

  private static final int LEAST = 8;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "folder of a finished run of sat explain")
  private Path run;

  @Option(
      names = "--segment",
      paramLabel = "NAME",
      description =
          "the segment to do without (default: the one that a class needs most, of those that some"
              + " classes have more often than others)")
  private String segment;

  @Option(
      names = "--suspects",
      paramLabel = "WHEN",
      description =
          "when to look for what nobody named: auto (no named segment is to blame, or more"
              + " attribution lies outside all than in any), always, never (default:"
              + " ${DEFAULT-VALUE})")
  private String suspects;

  @Option(
      names = "--background",
      paramLabel = "NAMES",
      description = "segments in which suspects are looked for, too (default: as of sat suspects)")
  private NameList background;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "folder or CSV of pictures to train on (default: those of the run's folder)")
  private Path images;

  @Option(
      names = "--masks",
      paramLabel = "SPEC",
      description = "where the segment is in them (default: the segmenter of the run)")
  private String masks;

  @Option(
      names = "--how",
      paramLabel = "WAYS",
      description = "as of sat train (default: ${DEFAULT-VALUE})")
  private NameList how;

  @Option(
      names = "--features",
      paramLabel = "WHICH",
      description = "what reweight fits a layer to, as of sat train (default: ${DEFAULT-VALUE})")
  private String features;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder for the results; a round that was interrupted goes on there")
  private Path out;

  @Mixin private TrainingFlags training;
  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    training.refuseNetwork("the classifier of RUN");
    List<AvoidWay> ways = AvoidWay.of(how.names());
    if (ways.contains(AvoidWay.REWEIGHT)) {
      training.refuseTraining();
    } else {
      UnusedFlags.refuse(
          spec, "of --how reweight, which fits a layer to them: leave it out", "--features");
    }
    RunCheck.tables(run, System.err::println);
    MendSettings settings =
        new MendSettings(
            RecordedFlags.of(RunDirectory.read(run).manifest(), machine).in(run),
            new RemovalSettings(
                List.of("mean", "blur"), "mirrored", 2, "drop", "logit", 1, machine.seed),
            segment,
            new MendSettings.Suspects(
                SuspectsWhen.of(suspects),
                new SuspectsSettings(
                    background == null ? List.of() : background.names(),
                    "",
                    REGIONS,
                    LEAST,
                    false,
                    machine.seed)),
            new MendSettings.Training(
                images, masks, ways, FeatureSource.of(features), training.network(machine.seed)),
            out);
    try (ConsoleProgress progress = CommonOptions.progress()) {
      MendResult result = new MendRun(settings).run(progress);
      progress.finish();
      MendWords.lines(result).forEach(System.out::println);
      System.out.println("page: " + out.resolve("mend.html"));
    }
    return 0;
  }
}
