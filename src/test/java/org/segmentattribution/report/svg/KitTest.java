package org.segmentattribution.report.svg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

class KitTest {
  @Test
  void ticksAreRound() {
    assertEquals(List.of(0.0, 0.5, 1.0, 1.5), LinearAxis.ticks(1.87, 6));
    assertEquals(List.of(0.0, 20.0, 40.0), LinearAxis.ticks(42, 4));
    assertEquals(List.of(0.0), LinearAxis.ticks(0, 4));
    assertEquals(List.of(1, 3, 5, 7, 9, 11, 13), LinearAxis.rankTicks(13, 7));
    assertEquals(List.of(1, 2), LinearAxis.rankTicks(2, 7));
  }

  @Property(tries = 200)
  void ticksStayInTheAxisAndAreFew(
      @ForAll @DoubleRange(min = 1, max = 10) double digit,
      @ForAll @IntRange(min = -9, max = 9) int power,
      @ForAll @IntRange(min = 3, max = 9) int most) {
    double top = digit * Math.pow(10, power);
    List<Double> ticks = LinearAxis.ticks(top, most);
    assertTrue(ticks.size() >= 2 && ticks.size() <= most + 1, ticks::toString);
    assertTrue(ticks.get(ticks.size() - 1) <= top * (1 + 1e-6));
  }

  @Test
  void anInvertedScalePutsTheFirstValueAtTheStart() {
    LinearAxis scale = new LinearAxis(1, 13, 100, 220);
    assertEquals(100, scale.at(1));
    assertEquals(220, scale.at(13));
    assertEquals(220, scale.at(99));
  }

  @Test
  void numbersReadWell() {
    assertEquals("97.3\u00a0%", NumberText.percent(0.973));
    assertEquals("2.41", NumberText.rank(2.412));
    assertEquals("\u2013", NumberText.rank(Double.NaN));
    assertEquals("2.5\u00a0%", NumberText.prevalence(2.5));
    assertEquals("100\u00a0%", NumberText.prevalence(100));
    assertEquals("4.12\u00d710\u207b\u2075", NumberText.significant(4.12e-5));
    assertEquals("1.00\u00d710\u207b\u2074", NumberText.significant(9.999e-5));
    assertEquals("10.0", NumberText.significant(9.999));
    assertEquals("0.0213", NumberText.significant(0.0213));
    assertEquals("\u22121.50", NumberText.significant(-1.5));
    assertEquals("0.00", NumberText.fixed(-0.001, 2));
    assertEquals(
        List.of("1st", "2nd", "3rd", "4th", "11th", "12th", "21st"),
        List.of(1, 2, 3, 4, 11, 12, 21).stream().map(NumberText::ordinal).toList());
  }

  @Test
  void textIsCutToItsRoom() {
    TextStyle style = TextStyle.of(7);
    assertEquals("eyes", style.fit("eyes", 100));
    String cut = style.fit("a rather long name", 30);
    assertTrue(cut.endsWith("\u2026") && style.width(cut) <= 30, cut);
    assertEquals("\u2026", style.fit("name", 1));
  }

  @Test
  void outlinesFollowPixelsHolesAndCorners() {
    assertEquals("", MaskOutline.path(Mask.empty(3, 3), 0, 0, 1));
    assertEquals(
        "M10.00 20.00H12.00V22.00H10.00Z",
        MaskOutline.path(Mask.of(2, 2, (x, y) -> x == 0 && y == 0), 10, 20, 2)
            .replace("V20.00", ""));
    Mask ring = Mask.of(3, 3, (x, y) -> x != 1 || y != 1);
    assertEquals(2, MaskOutline.path(ring, 0, 0, 1).chars().filter(c -> c == 'M').count());
    Mask diagonal = Mask.of(2, 2, (x, y) -> x == y);
    assertEquals(2, MaskOutline.path(diagonal, 0, 0, 1).chars().filter(c -> c == 'M').count());
  }

  @Test
  void labelsGoNearAndApartAndAreRefusedWhenThereIsNoRoom() {
    LabelPlacer placer = new LabelPlacer(0, 0, 40, 20);
    LabelPlacer.Box first = placer.place(20, 10, 40, 9).orElseThrow();
    assertEquals(0, first.x());
    assertTrue(placer.place(20, 10, 40, 12).isEmpty());
    assertTrue(placer.place(20, 10, 41, 1).isEmpty());
  }

  @Test
  void heatIsSymmetricAndCutAtThePercentile() {
    float[] map = new float[1000];
    map[0] = -100;
    for (int i = 1; i <= 10; i++) {
      map[i] = 2;
    }
    assertEquals(2, HeatColours.limit(map));
    assertEquals(1, HeatColours.limit(new float[4]));
    assertArrayEquals(new int[] {200, 200, 200}, HeatColours.colour(0, 200));
    assertArrayEquals(HeatColours.colour(1, 0), HeatColours.colour(7, 0));
    assertTrue(HeatColours.colour(-1, 250)[0] > HeatColours.colour(-1, 250)[2]);
    assertTrue(HeatColours.colour(1, 250)[2] > HeatColours.colour(1, 250)[0]);
  }

  @Test
  void smallPicturesAreEnlargedPixelByPixel() throws Exception {
    RgbImage image = RgbImage.black(96, 96);
    image.set(95, 0, 255, 10, 20);
    String uri = PngDataUri.of(image);
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    var read = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(288, read.getWidth());
    assertEquals(0xff0a14, read.getRGB(285, 2) & 0xffffff);
    assertEquals(0, read.getRGB(284, 2) & 0xffffff);
  }

  @Test
  void svgRefusesNumbersThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> SvgWriter.number(Double.NaN));
    assertEquals("0.00", SvgWriter.number(-0.001));
  }
}
