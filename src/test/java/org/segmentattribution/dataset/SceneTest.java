package org.segmentattribution.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.image.RgbImage;

class SceneTest {
  private static final int SIZE = 96;
  private static final int EACH = 250;
  private static final SceneGenerator GENERATOR = new SceneGenerator(SIZE, 1);
  private static final List<Scene> HORSES = scenes(SceneClass.HORSE);
  private static final List<Scene> ZEBRAS = scenes(SceneClass.ZEBRA);

  @TempDir Path folder;

  private static List<Scene> scenes(SceneClass kind) {
    return IntStream.range(0, EACH).mapToObj(i -> GENERATOR.scene(kind, "train", i)).toList();
  }

  @Test
  void everyPartIsSeenInNearlyEveryPicture() {
    for (List<Scene> scenes : List.of(HORSES, ZEBRAS)) {
      for (String part : Scene.PARTS) {
        long seen = scenes.stream().filter(s -> pixels(s, part) >= 3).count();
        assertTrue(seen >= 0.97 * EACH, part + " is seen in " + seen + " of " + EACH);
      }
    }
  }

  private static long pixels(Scene scene, String part) {
    int label = Scene.label(part);
    return IntStream.range(0, scene.labels().length)
        .filter(i -> scene.labels()[i] == label)
        .count();
  }

  @Test
  void masksLieOnWhatTheyName() {
    // eyes are dark, and darker than the head around them
    double eyes = HORSES.stream().mapToDouble(s -> brightness(s, "eyes")).average().orElseThrow();
    double head = HORSES.stream().mapToDouble(s -> brightness(s, "head")).average().orElseThrow();
    assertTrue(eyes < 0.8 * head, eyes + " against " + head);
    // stripes make the body of a zebra rougher than that of a horse
    double zebra = ZEBRAS.stream().mapToDouble(SceneTest::bodyContrast).average().orElseThrow();
    double horse = HORSES.stream().mapToDouble(SceneTest::bodyContrast).average().orElseThrow();
    assertTrue(zebra > 1.3 * horse, zebra + " against " + horse);
  }

  private static double brightness(Scene scene, String part) {
    int label = Scene.label(part);
    return IntStream.range(0, SIZE * SIZE)
        .filter(i -> scene.labels()[i] == label)
        .mapToDouble(i -> mean(scene.image(), i))
        .average()
        .orElse(0);
  }

  private static double bodyContrast(Scene scene) {
    int label = Scene.label("body");
    double mean = brightness(scene, "body");
    return Math.sqrt(
        IntStream.range(0, SIZE * SIZE)
            .filter(i -> scene.labels()[i] == label)
            .mapToDouble(i -> Math.pow(mean(scene.image(), i) - mean, 2))
            .average()
            .orElse(0));
  }

  private static double mean(RgbImage image, int pixel) {
    int x = pixel % SIZE;
    int y = pixel / SIZE;
    return (image.value(x, y, 0) + image.value(x, y, 1) + image.value(x, y, 2)) / 3.0;
  }

  @Test
  void noColourAndNoPixelGivesTheClassAway() {
    for (int channel = 0; channel < 3; channel++) {
      int c = channel;
      double accuracy = bestThreshold(s -> average(s.image(), c));
      assertTrue(accuracy < 0.66, "mean of channel " + c + ": " + accuracy);
    }
    double best = 0;
    for (int i = 0; i < SIZE * SIZE * 3; i += 5) {
      int at = i;
      best = Math.max(best, bestThreshold(s -> s.image().rgb()[at] & 0xff));
    }
    assertTrue(best < 0.75, "the best of 5530 pixel values, chosen afterwards: " + best);
  }

  private static double average(RgbImage image, int channel) {
    double sum = 0;
    for (int i = channel; i < image.rgb().length; i += 3) {
      sum += image.rgb()[i] & 0xff;
    }
    return sum / (SIZE * SIZE);
  }

  /** Accuracy of the best threshold on one number, in either direction. */
  private static double bestThreshold(ToDoubleFunction<Scene> value) {
    record Item(double value, int zebra) {}
    List<Item> items = new ArrayList<>();
    HORSES.forEach(s -> items.add(new Item(value.applyAsDouble(s), 0)));
    ZEBRAS.forEach(s -> items.add(new Item(value.applyAsDouble(s), 1)));
    items.sort((a, b) -> Double.compare(a.value(), b.value()));
    int right = EACH;
    int best = EACH;
    for (int i = 0; i < items.size(); i++) {
      right += items.get(i).zebra() == 0 ? 1 : -1;
      boolean between = i + 1 == items.size() || items.get(i).value() < items.get(i + 1).value();
      best = between ? Math.max(best, Math.max(right, 2 * EACH - right)) : best;
    }
    return best / (2.0 * EACH);
  }

  @Test
  void dependsOnSeedClassSplitAndIndexAlone() {
    Scene again = new SceneGenerator(SIZE, 1).scene(SceneClass.ZEBRA, "train", 7);
    assertArrayEquals(ZEBRAS.get(7).image().rgb(), again.image().rgb());
    assertArrayEquals(ZEBRAS.get(7).labels(), again.labels());
    assertFalse(
        Arrays.equals(
            again.image().rgb(), GENERATOR.scene(SceneClass.ZEBRA, "test", 7).image().rgb()));
    assertFalse(
        Arrays.equals(
            again.image().rgb(),
            new SceneGenerator(SIZE, 2).scene(SceneClass.ZEBRA, "train", 7).image().rgb()));
  }

  @Test
  void writesTheSameBytesTwiceInTheOrdinaryLayout() throws IOException {
    AtomicInteger steps = new AtomicInteger();
    for (String run : List.of("a", "b")) {
      SceneWriter.write(
          folder.resolve(run), new SceneGenerator(48, 3), 3, 2, steps::incrementAndGet);
    }
    assertEquals(20, steps.get());
    assertEquals(10, ImageSources.open(folder.resolve("a/images")).records().size());
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder.resolve("a"))) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    assertEquals(22, files.size());
    for (Path file : files) {
      Path other = folder.resolve("b").resolve(folder.resolve("a").relativize(file));
      assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other), file.toString());
    }
  }
}
