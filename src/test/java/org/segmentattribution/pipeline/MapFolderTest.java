package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.saliency.ChannelReduction;

class MapFolderTest {
  private static final Preprocessing GRID = Preprocessing.simple(2, 3);

  @TempDir Path folder;

  /** A picture of 12 x 8 pixels. */
  private final PreparedImage image =
      new PreparedImage(
          new ImageRecord("a/x", "a/x.jpg", Path.of("x.jpg"), "a", ""), null, null, 12, 8);

  private MapFolder maps() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    return MapFolder.open("maps:" + folder, ChannelReduction.SUM);
  }

  private Path file(String extension) {
    return folder.resolve("a/x." + extension);
  }

  @Test
  void aMapOfTheInputsSizeIsTakenAsItIs() throws IOException {
    MapFolder maps = maps();
    new NpyFile(new int[] {2, 3}, new float[] {1, -2, 3, 4, 5, -6}).write(file("npy"));
    assertArrayEquals(new float[] {1, -2, 3, 4, 5, -6}, maps.read(image, GRID));
    float[] two = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};
    new NpyFile(new int[] {2, 2, 3}, two).write(file("npy"));
    assertArrayEquals(new float[] {11, 22, 33, 44, 55, 66}, maps.read(image, GRID));
    assertEquals("maps:" + folder.getFileName(), maps.name());
  }

  @Test
  void aMapOfThePicturesSizeGoesThePicturesWay() throws IOException {
    MapFolder maps = maps();
    float[] ramp = new float[8 * 12];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i % 12;
    }
    new NpyFile(new int[] {8, 12}, ramp).write(file("npy"));
    float[] map = maps.read(image, GRID);
    assertEquals(5.5, map[1], 1e-5);
    assertEquals(map[1] - map[0], map[2] - map[1], 1e-5);
    assertTrue(map[0] < map[1]);
  }

  @Test
  void greyPicturesGoFromNothingToOne() throws IOException {
    MapFolder maps = maps();
    BufferedImage wide = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
    wide.getRaster().setSample(1, 0, 0, 65535);
    wide.getRaster().setSample(2, 1, 0, 13107);
    ImageIO.write(wide, "png", file("png").toFile());
    assertArrayEquals(new float[] {0, 1, 0, 0, 0, 0.2f}, maps.read(image, GRID), 1e-6f);
  }

  /** The number of a colour in a palette means nothing; the colour does. */
  @Test
  void palettesAreLookedUp() throws IOException {
    MapFolder maps = maps();
    byte[] greys = {51, 0, (byte) 255};
    write(new IndexColorModel(8, 3, greys, greys, greys), 1);
    assertArrayEquals(new float[] {0.2f, 0, 0.2f, 0.2f, 0.2f, 1}, maps.read(image, GRID), 1e-6f);
    byte[] reds = {51, 9, (byte) 255};
    write(new IndexColorModel(8, 3, reds, greys, greys), 1);
    assertTrue(
        reason(maps)
            .endsWith(
                "is not a grey PNG: its colours stand for no numbers; save the values as .npy"));
    write(new IndexColorModel(8, 3, greys, greys, greys, 0), 1);
    assertTrue(reason(maps).contains("is partly transparent"), reason(maps));
  }

  private void write(IndexColorModel palette, int last) throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED, palette);
    picture.getRaster().setSample(1, 0, 0, last);
    picture.getRaster().setSample(2, 1, 0, 2);
    ImageIO.write(picture, "png", file("png").toFile());
  }

  @Test
  void greyMayBeSavedAsColours() throws IOException {
    MapFolder maps = maps();
    for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB}) {
      BufferedImage picture = new BufferedImage(3, 2, type);
      for (int i = 0; i < 6; i++) {
        picture.setRGB(i % 3, i / 3, 0xff000000 | 0x333333 * i);
      }
      ImageIO.write(picture, "png", file("png").toFile());
      assertArrayEquals(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, maps.read(image, GRID), 1e-6f);
    }
  }

  @Test
  void axesOfOneDoNotCount() throws IOException {
    MapFolder maps = MapFolder.open("maps:" + maps().folder(), ChannelReduction.named("abs-max"));
    float[] signed = {1, -2, 3, 4, 5, -6};
    for (int[] shape : new int[][] {{1, 2, 3}, {1, 1, 2, 3}}) {
      new NpyFile(shape, signed).write(file("npy"));
      assertArrayEquals(signed, maps.read(image, GRID));
    }
    new NpyFile(new int[] {2, 1, 2, 3}, new float[12]).write(file("npy"));
    assertTrue(reason(maps).endsWith("is neither h x w nor c x h x w"));
  }

  @Test
  void oneMapAnImageAndOneImageAMap() throws IOException {
    MapFolder maps = maps();
    new NpyFile(new int[] {2, 3}, new float[6]).write(file("npy"));
    Files.copy(file("npy"), file("npz"));
    assertTrue(reason(maps).endsWith("x.npz are both maps of a/x.jpg: keep one"), reason(maps));
    Files.delete(file("npz"));
    List<String> twins = List.of("a/x.jpg", "a/x.png");
    MapFolder shared = maps.among(new ExpectedImages(List.of("a/x.jpg"), twins));
    assertEquals("several images share the map a/x: rename all but one", reason(shared));
    Files.writeString(folder.resolve("a/readme.txt"), "");
    Files.writeString(folder.resolve("a/y.npy"), "");
    assertEquals(
        List.of(
            new InputNote("map", "a/readme.txt", false, "no map: maps are .npy, .npz or .png"),
            new InputNote("map", "a/y.npy", false, "belongs to no image of this run")),
        maps.notes(List.of("a/x.jpg")));
    ExpectedImages other = new ExpectedImages(List.of("z.jpg"), List.of("z.jpg"));
    String none = assertThrows(IOException.class, () -> maps.among(other)).getMessage();
    assertTrue(none.contains("has maps for 0 of 1 images"), none);
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    MapFolder maps = maps();
    assertTrue(reason(maps).startsWith("no map "));
    new NpyFile(new int[] {3, 3}, new float[9]).write(file("npy"));
    assertTrue(reason(maps).contains("is 3x3, neither the picture's 12x8 nor the model's 3x2"));
    new NpyFile(new int[] {2, 3}, new float[] {0, 0, 0, Float.NaN, 0, 0}).write(file("npy"));
    assertTrue(reason(maps).endsWith("holds NaN"));
    String missing =
        assertThrows(
                IllegalArgumentException.class,
                () -> MapFolder.open("maps:/no/such", ChannelReduction.SUM))
            .getMessage();
    assertEquals("maps:/no/such: /no/such is not a folder of maps", missing);
  }

  @Test
  void foldersOfOneNameAreRefused() throws IOException {
    Path one = Files.createDirectories(folder.resolve("gradcam/out"));
    Path two = Files.createDirectories(folder.resolve("lime/out"));
    List<String> methods = List.of("maps:" + one, "gradient", "maps:" + two);
    String said =
        assertThrows(WrongInput.class, () -> MethodOpener.maps(methods, ChannelReduction.SUM))
            .getMessage();
    String expected = "method: %s and %s would both be 'maps:out' in tables; rename one of the";
    assertTrue(said.startsWith(expected.formatted(one, two)), said);
    List<MapFolder> first = MethodOpener.maps(methods.subList(0, 2), ChannelReduction.SUM);
    assertEquals(List.of("maps:out"), first.stream().map(MapFolder::name).toList());
  }

  private String reason(MapFolder maps) {
    return assertThrows(IOException.class, () -> maps.read(image, GRID)).getMessage();
  }
}
