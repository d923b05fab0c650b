package org.segmentattribution.report.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.report.figure.FiguresTest;
import org.segmentattribution.report.page.Synthetic;
import org.segmentattribution.report.svg.CoarseOutline;
import org.segmentattribution.report.svg.MaskOutline;
import org.segmentattribution.report.svg.NamedMask;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class GalleryPictureTest {
  /** The hardest to compress: noise, with ragged masks. */
  private static GalleryPicture.Input noise(int width, int height, List<String> names) {
    SplittableRandom random = new SplittableRandom(1);
    RgbImage image = RgbImage.black(width, height);
    random.nextBytes(image.rgb());
    float[] map = new float[width * height];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) random.nextGaussian();
    }
    List<NamedMask> masks = new ArrayList<>();
    for (String name : names) {
      int from = random.nextInt(width / 2);
      masks.add(
          new NamedMask(
              name, Mask.of(width, height, (x, y) -> x >= from + random.nextInt(6) && y > 3)));
    }
    return new GalleryPicture.Input("007", names.get(0), image, map, masks);
  }

  @Test
  void evenNoiseIsSmall() {
    for (int side : List.of(48, 224, 600)) {
      String svg = GalleryPicture.svg(noise(side, side * 3 / 4, Synthetic.NAMES.subList(0, 5)));
      assertTrue(svg.length() < 45_000, side + ": " + svg.length());
    }
    String smooth = GalleryPicture.svg(SyntheticGallery.drawn("001", Synthetic.NAMES));
    assertTrue(smooth.length() < 28_000, "" + smooth.length());
  }

  @Test
  void isSoundXmlWhateverTheNames() throws Exception {
    String svg = GalleryPicture.svg(noise(64, 64, FiguresTest.HOSTILE));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertEquals(0, document.getElementsByTagName("script").getLength());
    NodeList uses = document.getElementsByTagName("use");
    assertEquals(3 * FiguresTest.HOSTILE.size(), uses.getLength());
    for (int i = 0; i < uses.getLength(); i++) {
      String href = uses.item(i).getAttributes().getNamedItem("href").getNodeValue();
      assertTrue(svg.contains(" id=\"" + href.substring(1) + "\""), href);
    }
    assertEquals(svg, GalleryPicture.svg(noise(64, 64, FiguresTest.HOSTILE)));
  }

  @Test
  void raggedOutlinesAreShortenedAndSmallOnesKept() {
    SplittableRandom random = new SplittableRandom(3);
    Mask ragged = Mask.of(224, 224, (x, y) -> random.nextInt(8) > 3);
    assertTrue(
        CoarseOutline.path(ragged).length() < MaskOutline.path(ragged, 0, 0, 1).length() / 10);
    Mask dot = Mask.of(224, 224, (x, y) -> x == 3 && y == 4);
    assertEquals("M3 4H4V5H3Z", CoarseOutline.path(dot));
    assertEquals("", CoarseOutline.path(Mask.empty(9, 9)));
  }

  @Test
  void idsAreNumbers() {
    for (String id : List.of("", "1", "1\"><script>", "../../x", "0001/../..")) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new Gallery.Picture(
                  id, "", new Gallery.Picture.Answer("", "", 0, ""), 1, 1, List.of()));
    }
    assertFalse(SyntheticGallery.gallery(List.of("x")).pictures().isEmpty());
  }
}
