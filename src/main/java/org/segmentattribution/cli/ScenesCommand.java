package org.segmentattribution.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.run.RunLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sat scenes}. */
@Command(
    name = "scenes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draw pictures of horses and zebras with exact masks of twelve parts, the demo's data set.",
      "DIR/images/{train,test}/{horse,zebra}/*.png go to --images, DIR/masks to --segmenter masks:."
    })
final class ScenesCommand implements Callable<Integer> {
  @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder to fill")
  private Path out;

  @Option(
      names = "--train",
      paramLabel = "N",
      description = "training pictures of each class (default: ${DEFAULT-VALUE})")
  private int train;

  @Option(
      names = "--test",
      paramLabel = "N",
      description = "test pictures of each class (default: ${DEFAULT-VALUE})")
  private int test;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "side of a picture (default: ${DEFAULT-VALUE})")
  private int size;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of every picture (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    CommonOptions.require(train >= 0 && test >= 0, "--train and --test must not be negative");
    CommonOptions.require(size >= 48 && size <= 1024, "--size takes 48 to 1024");
    return RunLock.holding(out, this::draw);
  }

  private int draw() throws IOException {
    try (ConsoleProgress progress = CommonOptions.progress()) {
      progress.start("drawing", 2L * (train + test));
      SceneWriter.write(
          out, new SceneGenerator(size, seed), train, test, () -> progress.step(1, ""));
    }
    System.out.println(2 * (train + test) + " pictures in " + out.resolve("images"));
    System.out.println("contact sheet: " + out.resolve("contact-sheet.png"));
    return 0;
  }
}
