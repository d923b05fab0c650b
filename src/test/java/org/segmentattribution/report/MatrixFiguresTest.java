package org.segmentattribution.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixFiguresTest {
  static AgreementMatrix agreement(List<String> methods) {
    double[][] tau = new double[methods.size()][methods.size()];
    for (int i = 0; i < tau.length; i++) {
      for (int j = 0; j < tau.length; j++) {
        tau[i][j] = i == j ? 1 : Math.cos(i + j);
      }
    }
    tau[0][tau.length - 1] = Double.NaN;
    return new AgreementMatrix("Agreement of methods", methods, tau, "Kendall's tau-b");
  }

  static PositionHeat positions(List<String> names) {
    List<PositionHeat.Panel> panels = new ArrayList<>();
    for (String name : names) {
      double[] values = new double[9];
      Arrays.setAll(values, i -> i == 4 ? Double.NaN : i / 9.0);
      panels.add(new PositionHeat.Panel(name, values));
    }
    return new PositionHeat("Where segments lie", panels, "share of the images");
  }

  @Test
  void areSoundForAnyNames() throws Exception {
    for (List<String> names :
        List.of(
            Synthetic.NAMES,
            FiguresTest.HOSTILE,
            List.of("x"),
            List.of("gradient", "integrated-gradients", "epsilon-alpha2beta1-flat", "a", "b"))) {
      new SvgBoxes(agreement(names.subList(0, Math.min(8, names.size()))).svg()).assertSound();
      new SvgBoxes(positions(names).svg()).assertSound();
    }
  }

  @Test
  void exportsHoldThePicture(@TempDir Path folder) throws Exception {
    String svg = CriticalDifferenceDiagramTest.twelve().svg();
    Path png = folder.resolve("a.png");
    FigureExport.png(svg, 144, png);
    BufferedImage picture = ImageIO.read(png.toFile());
    assertEquals(2 * 482, picture.getWidth());
    int dark = 0;
    for (int x = 0; x < picture.getWidth(); x++) {
      dark += (picture.getRGB(x, picture.getHeight() / 3) & 0xff) < 128 ? 1 : 0;
    }
    assertTrue(dark > 0 && dark < picture.getWidth() / 2, dark + " dark pixels in a row");
    Path pdf = folder.resolve("a.pdf");
    FigureExport.pdf(svg, pdf);
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertEquals(482, document.getPage(0).getMediaBox().getWidth(), 0.5);
      BufferedImage page = new PDFRenderer(document).renderImage(0);
      int row = page.getHeight() / 3;
      assertTrue(
          IntStream.range(0, page.getWidth()).anyMatch(x -> (page.getRGB(x, row) & 0xff) < 128));
    }
    byte[] first = Files.readAllBytes(pdf);
    FigureExport.pdf(svg, pdf);
    assertArrayEquals(first, Files.readAllBytes(pdf));
  }
}
