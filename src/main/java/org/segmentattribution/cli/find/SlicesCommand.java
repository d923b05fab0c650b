package org.segmentattribution.cli.find;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.command.slices.SlicesRun;
import org.segmentattribution.slice.Correction;
import org.segmentattribution.slice.SliceDraws;
import org.segmentattribution.slice.SliceSearch;
import org.segmentattribution.slice.SlicesCsv;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sat slices}. */
@Command(
    name = "slices",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "In which part of a class is the model wrong more often? Cuts each class of a run by its"
          + " segments.",
      ""
    },
    footer = {
      "",
      "A slice is a part of a class: the images with a segment or without it, those in which it",
      "comes first or not, those in which it speaks for the class or against it. Each is compared",
      "with the rest of its class, by accuracy and by the mean probability of the explained class.",
      "Only the tables of the run are read.",
      "",
      "Files in RUN:",
      "  slices.csv   a row a slice, with intervals and tests, the worst first",
      "  slices.html  a page with the worst slices and their photographs",
      "",
      "Examples:",
      "  sat slices runs/first",
      "  sat slices runs/first --method lrp-gamma --min-images 20 --adjust bh"
    })
public final class SlicesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "folder of a finished run of sat explain")
  private Path run;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "whose attributions count (default: the first method of the run)")
  private String method;

  @Option(
      names = "--min-images",
      paramLabel = "N",
      description =
          "smallest number of images of a slice, and of the rest of its class; smaller ones are"
              + " never named (default: ${DEFAULT-VALUE})")
  private int minImages;

  @Option(
      names = "--adjust",
      paramLabel = "NAME",
      description =
          "for the number of slices: holm (no false finding at all, 19 times in 20) or bh (at most"
              + " one finding in 20 is false) (default: ${DEFAULT-VALUE})")
  private Correction adjust;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of permutations and bootstrap (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    if (minImages < 2) {
      throw WrongInput.of("{min-images} %s must be at least 2", minImages);
    }
    SliceSearch search = new SliceSearch(minImages, adjust, SliceDraws.MANY, seed);
    new SlicesRun(run, method, search).write(System.err::println).forEach(System.out::println);
    System.out.println("page: " + run.resolve(SlicesCsv.PAGE));
    return 0;
  }
}
