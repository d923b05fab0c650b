package org.segmentattribution.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sat watermark}. */
@Command(
    name = "watermark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write watermarked copies of a folder of images, with the exact mask of every watermark.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  sat watermark --images photos --class zebra --prevalence 15 --out photos-marked"
    })
final class WatermarkCommand implements Callable<Integer> {
  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "folder or CSV of the images")
  private Path images;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder to fill")
  private Path out;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      split = ConfigDefaults.SEPARATOR,
      description = "mark only images of this class; may be repeated (default: every class)")
  private List<String> classes;

  @Option(
      names = "--prevalence",
      paramLabel = "PERCENT",
      description =
          "share of the images to mark; those of a smaller share are among those of a larger one"
              + " (default: ${DEFAULT-VALUE})")
  private double prevalence;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of texts, corners and choice (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    throw new IllegalStateException();
  }
}
