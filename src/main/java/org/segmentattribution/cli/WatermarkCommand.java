package org.segmentattribution.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.cli.error.FlagNames;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.dataset.watermark.WatermarkWriter;
import org.segmentattribution.dataset.watermark.Watermarker;
import org.segmentattribution.run.InputAccount;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.table.FailureCsv;
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
    CommonOptions.require(
        prevalence >= 0 && prevalence <= 100, "--prevalence takes per cents from 0 to 100");
    return RunLock.holding(out, this::write);
  }

  private int write() throws IOException {
    CommonOptions.require(
        !Files.exists(out.resolve("images")),
        "--out " + out + " holds images already; name another folder");
    ImageSelection selection = ImageSelection.open(images);
    List<String> marked = classes == null ? List.of() : classes;
    selection.ofClasses(marked);
    WatermarkWriter writer =
        new WatermarkWriter(
            new ImageDecoder(),
            new Watermarker(WatermarkStyle.defaults(), seed),
            prevalence,
            marked);
    WatermarkWriter.Result result;
    try (ConsoleProgress progress = CommonOptions.progress()) {
      progress.start("writing", selection.records().size());
      result = writer.write(selection::records, out, () -> progress.step(1, ""));
    }
    FailureCsv.write(out.resolve("failures.csv"), result.failures());
    InputAccount account = InputAccount.of(selection);
    account.write(out);
    account
        .counts(result.failures().size())
        .lines(images.toString(), FlagNames::of)
        .forEach(System.out::println);
    System.out.printf(
        "%d images marked, %d copied, %d skipped%n",
        result.marked(), result.copied(), result.failures().size());
    System.out.println("images: " + out.resolve("images") + ", masks: " + out.resolve("masks"));
    return Outcome.code(result.marked() + result.copied(), result.failures().size());
  }
}
