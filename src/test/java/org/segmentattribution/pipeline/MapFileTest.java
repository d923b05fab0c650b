package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.saliency.ChannelReduction;

class MapFileTest {
  private static final float[] TWO_CHANNELS = {1, -2, 3, 4, -5, -6};

  @TempDir Path folder;
  private final List<String> sizes = new ArrayList<>();

  private void seen(int width, int height) {
    sizes.add(width + "x" + height);
  }

  private Path array(int[] shape, float... values) throws IOException {
    Path file = folder.resolve("map.npy");
    new NpyFile(shape, values).write(file);
    return file;
  }

  private static String refused(Executable read) {
    String said = assertThrows(IOException.class, read).getMessage();
    assertEquals(1, said.lines().count(), said);
    return said;
  }

  /** Channels (1, -2, 3) and (4, -5, -6) of one row, by hand. */
  @ParameterizedTest
  @EnumSource(ChannelReduction.class)
  void channelsBecomeOne(ChannelReduction reduction) throws IOException {
    float[] expected =
        switch (reduction) {
          case SUM -> new float[] {5, -7, -3};
          case MEAN -> new float[] {2.5f, -3.5f, -1.5f};
          case SUM_ABS -> new float[] {5, 7, 9};
          case ABS_SUM -> new float[] {5, 7, 3};
          case ABS_MAX -> new float[] {4, -5, -6};
          case L2 ->
              new float[] {(float) Math.sqrt(17), (float) Math.sqrt(29), (float) Math.sqrt(45)};
        };
    Path file = array(new int[] {2, 1, 3}, TWO_CHANNELS);
    NpyFile map = MapFile.array(file, reduction, this::seen);
    assertArrayEquals(new int[] {1, 3}, map.shape());
    assertArrayEquals(expected, map.values(), 1e-6f);
    assertEquals(List.of("3x1"), sizes);
  }

  @Test
  void withoutChannelsNothingIsReduced() throws IOException {
    Path file = array(new int[] {1, 1, 2, 3}, TWO_CHANNELS);
    for (ChannelReduction reduction : ChannelReduction.values()) {
      assertArrayEquals(TWO_CHANNELS, MapFile.array(file, reduction, this::seen).values());
    }
  }

  @Test
  void numbersThatAreNoneAndOtherShapesAreNamed() throws IOException {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Path file = array(new int[] {1, 2}, 0, bad);
      assertEquals(
          file + " holds " + bad,
          refused(() -> MapFile.array(file, ChannelReduction.SUM, this::seen)));
    }
    for (int[] shape : new int[][] {{6}, {2, 1, 1, 3}, {0, 3}}) {
      int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      Path file = array(shape, new float[count]);
      assertEquals(
          file + " is neither h x w nor c x h x w",
          refused(() -> MapFile.array(file, ChannelReduction.SUM, this::seen)));
    }
  }

  /** A size that does not fit is refused before the numbers are looked at. */
  @Test
  void theSizeIsCheckedFirst() throws IOException {
    Path file = array(new int[] {1, 2}, 0, Float.NaN);
    MapFile.SizeCheck refusing =
        (w, h) -> {
          throw new IOException("no room for " + w + "x" + h);
        };
    assertEquals(
        "no room for 2x1", refused(() -> MapFile.array(file, ChannelReduction.SUM, refusing)));
    Path picture = folder.resolve("map.png");
    ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
    assertEquals("no room for 3x2", refused(() -> MapFile.grey(picture, refusing)));
  }

  @Test
  void aPictureThatIsNoPngIsNamed() throws IOException {
    Path picture = Files.writeString(folder.resolve("map.png"), "text");
    assertTrue(
        refused(() -> MapFile.grey(picture, this::seen)).startsWith(picture + " is not a PNG: "));
    ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
    byte[] bytes = Files.readAllBytes(picture);
    Files.write(picture, Arrays.copyOf(bytes, bytes.length - 20));
    assertTrue(refused(() -> MapFile.grey(picture, this::seen)).startsWith(picture + " is "));
    try (RandomAccessFile huge = new RandomAccessFile(picture.toFile(), "rw")) {
      huge.setLength((256L << 20) + 1);
    }
    assertEquals(
        picture + " is larger than 256 MiB", refused(() -> MapFile.grey(picture, this::seen)));
  }
}
