package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.cli.Called.sat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flags that would change nothing are refused, before anything is read. */
class UnusedFlagsTest {
  private static final String PLANTS = "corner, faint, tint, frame, texture, both, none";
  private static final String CNN =
      ": the convolutions of --arch cnn; vit-tiny has none to choose: leave it out";

  private static final String INIT =
      ": of the built-in network; --init brings its own network and size: leave it out";

  private static final String MODEL =
      ": for models that find segments, and --segmenter names none: leave it out";

  private static final String NOT_TRAINED =
      ": of the training of a network; --how reweight trains none: leave it out";
  private static final String FEATURES =
      ": of --how reweight, which fits a layer to them: leave it out";

  @TempDir Path folder;

  private static void refused(String call, String message, String... more) {
    Object[] args = Stream.concat(Stream.of(call.split(" ")), Stream.of(more)).toArray();
    Called called = sat(args);
    List<String> lines = called.err().lines().filter(line -> line.startsWith("sat: ")).toList();
    assertEquals(2, called.code(), called.err());
    assertEquals(List.of("sat: " + message), lines);
  }

  @ParameterizedTest
  @CsvSource({
    "train --images x --out y.onnx --arch vit-tiny --filters 4, --filters",
    "train --images x --out y.onnx --arch=vit-tiny --first-stride 2, --first-stride",
    "demo --out x --arch vit-tiny --filters 4 --first-stride 2, '--filters, --first-stride'"
  })
  void aTransformerHasNoConvolutionsToChoose(String call, String flags) {
    refused(call, flags + CNN);
  }

  @Test
  void theWatermarkExperimentRefusesThem() {
    refused(
        "experiment watermark --images x --classes a,b --marked a --segmenter grid:2x2 --out y"
            + " --arch vit-tiny --filters 4",
        "--filters" + CNN);
  }

  @Test
  void anotherNetworkHasItsOwnSize() {
    String bar = "experiment bar --images x --segmenter grid:2x2 --out y ";
    refused(bar + "--init z.onnx --size 64 --first-stride 1", "--size, --first-stride" + INIT);
    refused(
        bar + "--arch vit-tiny",
        "--arch: the network of --init's weights; without --init a CNN is trained");
  }

  @Test
  void aNewLastLayerIsNotTrained() {
    String call = "train --images x --out y.onnx --init z.onnx --avoid a --masks masks:m ";
    refused(call + "--how reweight --epochs 5 --flip false", "--epochs, --flip" + NOT_TRAINED);
    refused(call + "--features all", "--features" + FEATURES);
    refused(
        call + "--arch vit-tiny", "--arch: of a new network; --init brings its own: leave it out");
    refused("mend run --out x --how reweight --epochs 5", "--epochs" + NOT_TRAINED);
    refused("mend run --out x --features all", "--features" + FEATURES);
    refused(
        "mend run --out x --size 64", "--size" + INIT.replace("--init", "the classifier of RUN"));
  }

  @Test
  void helpLeavesOutWhatIsAlwaysRefused() {
    String help = Called.sat("mend", "--help").ended(0).out();
    assertTrue(help.contains("--epochs"), help);
    assertFalse(help.matches("(?s).*--(size|filters|first-stride)\\b.*"), help);
    assertTrue(Called.sat("train", "--help").ended(0).out().contains("--first-stride"));
  }

  @Test
  void drawnScenesHaveTestPicturesOfTheirOwn() {
    refused(
        "demo --out x --holdout 0.5",
        "--holdout: --test says how many pictures are kept for testing: leave it out");
  }

  @Test
  void plantsAreInScenesOrInPhotographs() {
    String planted = "experiment planted --out x ";
    refused(
        planted + "--class a,b --object person",
        "--class, --object: of photographs, which --images names: leave it out");
    refused(
        planted + "--images y --segmenter masks:z --train 5",
        "--train: of drawn scenes; with --images, leave it out");
    refused(
        planted + "--images y",
        "--segmenter: photographs need masks or a model that finds segments");
    refused(planted + "--kinds hat", "--kinds hat: one of " + PLANTS);
    refused(planted + "--strengths 0,x", "--strengths: 'x' is not a number of per cent");
  }

  @Test
  void masksAndCellsHaveNoScores() {
    String explain = "explain --images x --model y.onnx --out z --segmenter ";
    refused(explain + "grid:2x2 --threshold 0.5", "--threshold" + MODEL);
    refused(explain + "masks:m+grid:2x2 --segmenter-classes voc", "--segmenter-classes" + MODEL);
  }

  @Test
  void aKeyOfTheFileIsRefusedToo() throws IOException {
    Path file = folder.resolve("my.conf");
    Files.writeString(file, "arch = vit-tiny\ntrain.filters = [4, 8]\n");
    refused(
        "train --images x --out y.onnx",
        "--filters (in the file of --config)" + CNN,
        "--config",
        file.toString());
  }
}
