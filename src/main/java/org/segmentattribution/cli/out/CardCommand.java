package org.segmentattribution.cli.out;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.RecordedFlags;
import org.segmentattribution.command.card.CardRun;
import org.segmentattribution.run.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sat card}. */
@Command(
    name = "card",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write a section for a model card: what was tested, on what, what was found, what it cannot"
          + " say.",
      ""
    },
    footer = {
      "",
      "The text is Markdown, for a README on Hugging Face or a technical file. Beside it lies a PNG",
      "a class: up to four photographs with the segment that comes first lit. Photographs, masks and",
      "model are opened again and must not have changed; --no-photographs needs none of them.",
      "",
      "Examples:",
      "  sat card runs/first",
      "  sat card runs/first --out model/CARD.md --no-photographs"
    })
public final class CardCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "folder of a finished run of sat explain")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where to write; pictures lie beside it (default: RUN/card.md)")
  private Path out;

  @Option(
      names = "--no-photographs",
      description = "leave photographs out, for example because of their licences")
  private boolean noPhotographs;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    RunDirectory directory = RunDirectory.read(run);
    CardRun.requireExplained(directory);
    CardRun card = new CardRun(run, noPhotographs ? null : RecordedFlags.of(directory.manifest()));
    System.out.println("card: " + card.write(out, System.err::println));
    return 0;
  }
}
