package org.segmentattribution.command.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.Preprocessing;

/** One picture or the arrays of one file, in and out. */
class SaliencyRunTest {
  private static final int PIXELS = 64 * 64;

  @TempDir Path folder;
  private Path picture;
  private Path one;
  private Path two;
  private float[] input;

  @BeforeEach
  void write() throws IOException {
    picture = folder.resolve("zebra.png");
    TestCalls.draw(picture, SceneClass.ZEBRA, 1);
    Preprocessing grid = Preprocessing.simple(64, 64);
    input = new float[grid.length()];
    grid.toInput(grid.toGrid(new ImageDecoder().decode(picture)), input, 0);
    one = folder.resolve("one.npy");
    new NpyFile(new int[] {3, 64, 64}, input).write(one);
    float[] both = Arrays.copyOf(input, 2 * input.length);
    for (int i = 0; i < input.length; i++) {
      both[input.length + i] = -input[i];
    }
    two = folder.resolve("two.npy");
    new NpyFile(new int[] {2, 3, 64, 64}, both).write(two);
  }

  private static SaliencyRun.Result run(Path file, String method, String target, String channels) {
    return SaliencyRun.run(TestCalls.saliency(file, method, target, channels));
  }

  private static String refused(Path file, String method, String target, String channels) {
    return assertThrows(WrongInput.class, () -> run(file, method, target, channels))
        .show(key -> "--" + key);
  }

  @Test
  void aPictureIsExplainedAsTheArrayThatTheModelSees() {
    SaliencyRun.Result ofPicture = run(picture, "lrp-z", "max", "keep");
    SaliencyRun.Result ofArray = run(one, "lrp-z", "max", "keep");
    assertArrayEquals(ofArray.array().values(), ofPicture.array().values());
    assertNotNull(ofPicture.photo());
    assertEquals(null, ofArray.photo());
  }

  /** The shape of what comes out is that of what went in. */
  @ParameterizedTest
  @CsvSource({
    "one.npy, keep, 3x64x64",
    "one.npy, sum, 1x64x64",
    "two.npy, keep, 2x3x64x64",
    "two.npy, sum, 2x64x64"
  })
  void shapesFollowTheInput(String file, String channels, String shape) {
    int[] axes = run(folder.resolve(file), "gradient", "0", channels).array().shape();
    String text = String.join("x", Arrays.stream(axes).mapToObj(String::valueOf).toList());
    assertEquals(shape, text);
  }

  @Test
  void channelsAddUpToTheirSum() {
    float[] kept = run(one, "gradient", "zebra", "keep").array().values();
    float[] sum = run(one, "gradient", "zebra", "sum").array().values();
    for (int i = 0; i < PIXELS; i++) {
      float expected = kept[i] + kept[PIXELS + i] + kept[2 * PIXELS + i];
      assertEquals(expected, sum[i], 1e-6f + 1e-5f * Math.abs(expected));
    }
  }

  @Test
  void inputsHaveTargetsOfTheirOwn() {
    float[] turned = run(two, "gradient", "zebra,horse", "sum").array().values();
    float[] zebra = run(two, "gradient", "1", "sum").array().values();
    float[] horse = run(two, "gradient", " horse", "sum").array().values();
    assertArrayEquals(Arrays.copyOf(zebra, PIXELS), Arrays.copyOf(turned, PIXELS));
    assertArrayEquals(
        Arrays.copyOfRange(horse, PIXELS, 2 * PIXELS),
        Arrays.copyOfRange(turned, PIXELS, 2 * PIXELS));
  }

  @Test
  void targetsThatDoNotFitAreRefused() {
    assertEquals("--target 0,1: 2 targets for 1 inputs", refused(one, "gradient", "0,1", "sum"));
    assertEquals(
        "--target cow is neither max nor a class of the model",
        refused(one, "gradient", "cow", "sum"));
    assertTrue(refused(two, "gradient", "0,", "sum").startsWith("--target  is neither"));
  }

  @Test
  void inputsThatDoNotFitAreRefused() throws IOException {
    Path flat = folder.resolve("flat.npy");
    new NpyFile(new int[] {64, 64}, new float[PIXELS]).write(flat);
    assertEquals(
        "--input " + flat + ": must be C x H x W or N x C x H x W, not empty",
        refused(flat, "gradient", "0", "sum"));
    Path gone = folder.resolve("gone.png");
    assertEquals("--input " + gone + ": no such file", refused(gone, "gradient", "0", "sum"));
    Path text = Files.writeString(folder.resolve("text.png"), "text");
    assertTrue(refused(text, "gradient", "0", "sum").startsWith("--input "));
    Path grey = folder.resolve("grey.npy");
    new NpyFile(new int[] {1, 64, 64}, new float[PIXELS]).write(grey);
    assertTrue(refused(grey, "gradient", "0", "sum").startsWith("--model"));
  }

  @Test
  void aNumberThatIsNoneIsNamedWithItsInput() throws IOException {
    float[] both = NpyFile.read(two).values();
    both[input.length + 5] = Float.NaN;
    new NpyFile(new int[] {2, 3, 64, 64}, both).write(two);
    String said = refused(two, "gradient", "0", "sum");
    assertTrue(said.contains("NaN"), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void methodsAndChannelsAreCheckedBeforeTheInput() {
    Path gone = folder.resolve("gone.png");
    assertTrue(refused(gone, "grad", "0", "sum").startsWith("--method"));
    assertTrue(refused(gone, "gradient", "0", "red").startsWith("--channels"));
  }
}
