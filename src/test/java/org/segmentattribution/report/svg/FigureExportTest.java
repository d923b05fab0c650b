package org.segmentattribution.report.svg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.report.figure.CriticalDifferenceDiagramTest;
import org.segmentattribution.report.figure.FiguresTest;
import org.segmentattribution.report.page.Synthetic;

class FigureExportTest {
  private static final String DIAGRAM = CriticalDifferenceDiagramTest.twelve().svg();

  @TempDir Path folder;

  @Test
  void aPdfHoldsTheTextsOfTheFigure() throws Exception {
    Path file = folder.resolve("figure.pdf");
    FigureExport.write(DIAGRAM, file, 300);
    try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
      assertEquals(1, pdf.getNumberOfPages());
      PDPage page = pdf.getPage(0);
      assertEquals(SvgWriter.COLUMN, page.getMediaBox().getWidth(), 0.01);
      String text = new PDFTextStripper().getText(pdf).replace('\u00a0', ' ');
      for (String word : List.of("watermark", "zebra \u00b7 deep-taylor", "N = 100 images")) {
        assertTrue(text.contains(word), word + " in " + text);
      }
      for (var name : page.getResources().getFontNames()) {
        PDFont font = page.getResources().getFont(name);
        assertTrue(font.isEmbedded(), font.getName());
      }
    }
    assertEquals(List.of("figure.pdf"), names());
  }

  @Test
  void aPngHasTheSizeAndTheColoursOfTheFigure() throws Exception {
    Path file = folder.resolve("figure.PNG");
    FigureExport.write(DIAGRAM, file, 144);
    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(2 * SvgWriter.COLUMN, image.getWidth(), 1);
    int ink = 0xff000000 | Integer.parseInt(Palette.INK.substring(1), 16);
    int paper = 0;
    int marked = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        paper += image.getRGB(x, y) == 0xffffffff ? 1 : 0;
        marked += image.getRGB(x, y) == ink ? 1 : 0;
      }
    }
    assertTrue(paper > 0.7 * image.getWidth() * image.getHeight(), "paper " + paper);
    // twelve dots and their lines
    assertTrue(marked > 60, "ink " + marked);
  }

  @Test
  void everyFigureCanBeExportedWhateverTheNames() throws Exception {
    for (List<String> names :
        List.of(
            Synthetic.NAMES,
            FiguresTest.HOSTILE,
            List.of("\u4e2d\u6587", "\u05d0\u05d1", "\ud83d\udc0e"))) {
      for (Map.Entry<String, String> figure : FiguresTest.figures(names).entrySet()) {
        Path pdf = folder.resolve(figure.getKey() + ".pdf");
        Path png = folder.resolve(figure.getKey() + ".png");
        FigureExport.write(figure.getValue(), pdf, 36);
        FigureExport.write(figure.getValue(), png, 36);
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
          assertEquals(1, document.getNumberOfPages());
        }
        assertTrue(ImageIO.read(png.toFile()).getWidth() > 100);
      }
    }
  }

  @Test
  void equalFiguresGiveEqualBytes() throws Exception {
    for (String ending : List.of(".pdf", ".png")) {
      Path a = folder.resolve("a" + ending);
      Path b = folder.resolve("b" + ending);
      FigureExport.write(DIAGRAM, a, 72);
      FigureExport.write(DIAGRAM, b, 72);
      assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b));
    }
  }

  @Test
  void raisedDigitsAreSetSmall() {
    assertEquals(
        List.of(
            new TextRun("3.2\u00d710", false),
            new TextRun("\u2212101", true),
            new TextRun(";", false)),
        TextRun.of("3.2\u00d710\u207b\u00b9\u2070\u00b9;"));
  }

  @Test
  void otherFormatsAndOtherFilesAreRefused() throws Exception {
    assertThrows(
        IllegalArgumentException.class,
        () -> FigureExport.write(DIAGRAM, folder.resolve("figure.gif"), 300));
    assertThrows(
        IllegalArgumentException.class,
        () -> FigureExport.write(DIAGRAM, folder.resolve("figure.png"), 0));
    String bomb = "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg>&a;</svg>";
    assertThrows(
        IOException.class, () -> FigureExport.write(bomb, folder.resolve("figure.pdf"), 300));
    assertEquals(List.of(), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
