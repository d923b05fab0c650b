package org.segmentattribution.report.svg;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.text.Bidi;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.w3c.dom.Element;

/**
 * Writes the texts of a figure on a page as text, in the Liberation Sans that PDFBox contains.
 * Texts with letters that this font lacks become outlines of the machine's fonts.
 */
final class FigureText {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /** The font has no bold face here; a rim of this share of the size makes letters bold. */
  private static final float BOLD = 0.04f;

  /** Added to the space between bold letters, which the rim narrows. */
  private static final float BOLD_SPACING = 0.025f;

  private final PDDocument document;
  private final PDPageContentStream content;
  private final double height;
  private PDType0Font font;

  /**
   * Starts on a page.
   *
   * @param height height of the page, whose y axis goes up; a figure's goes down
   */
  FigureText(PDDocument document, PDPageContentStream content, double height) {
    this.document = document;
    this.content = content;
    this.height = height;
  }

  /** Draws a {@code text} element: its halo, if it has one, and then its letters. */
  void draw(Element text) throws IOException {
    String letters = text.getTextContent();
    float size = number(text, "font-size");
    boolean bold = text.getAttribute("font-weight").equals("bold");
    List<TextRun> runs = TextRun.of(letters);
    content.saveGraphicsState();
    content.setLineJoinStyle(1);
    content.setNonStrokingColor(colour(text, "fill"));
    if (font == null) {
      font = font();
    }
    if (knows(runs, letters)) {
      float spacing = bold ? BOLD_SPACING * size : 0;
      content.setCharacterSpacing(spacing);
      float width = letters.codePointCount(0, letters.length()) * spacing;
      for (TextRun run : runs) {
        width += font.getStringWidth(run.text()) / 1000 * run.size(size);
      }
      Matrix at = at(text, width);
      if (text.hasAttribute("stroke")) {
        content.setStrokingColor(colour(text, "stroke"));
        content.setLineWidth(number(text, "stroke-width"));
        show(runs, size, at, RenderingMode.STROKE);
      }
      content.setStrokingColor(colour(text, "fill"));
      content.setLineWidth(size * BOLD);
      show(runs, size, at, bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
    } else {
      OutlinedText outline = OutlinedText.of(letters, size, bold);
      content.transform(at(text, outline.width()));
      if (text.hasAttribute("stroke")) {
        content.setStrokingColor(colour(text, "stroke"));
        content.setLineWidth(number(text, "stroke-width"));
        outline.trace(content);
        content.stroke();
      }
      outline.trace(content);
      content.fill();
    }
    content.restoreGraphicsState();
  }

  private void show(List<TextRun> runs, float size, Matrix at, RenderingMode mode)
      throws IOException {
    content.beginText();
    content.setTextMatrix(at);
    content.setRenderingMode(mode);
    for (TextRun run : runs) {
      content.setFont(font, run.size(size));
      content.setTextRise(run.rise(size));
      content.showText(run.text());
    }
    content.endText();
  }

  private PDType0Font font() throws IOException {
    try (InputStream file = PDDocument.class.getResourceAsStream(FONT)) {
      return PDType0Font.load(document, file);
    }
  }

  /** Returns whether the font has all letters and the text runs from left to right. */
  private boolean knows(List<TextRun> runs, String text) {
    char[] letters = text.toCharArray();
    if (Bidi.requiresBidi(letters, 0, letters.length)) {
      return false;
    }
    try {
      for (TextRun run : runs) {
        font.encode(run.text());
      }
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns the position of the first letter and the direction of the line. */
  private Matrix at(Element text, double width) {
    double before =
        switch (text.getAttribute("text-anchor")) {
          case "middle" -> width / 2;
          case "end" -> width;
          default -> 0;
        };
    double turn = 0;
    String transform = text.getAttribute("transform");
    if (transform.startsWith("rotate(")) {
      turn = -Math.toRadians(Double.parseDouble(transform.substring(7).split("[ )]")[0]));
    }
    double x = number(text, "x") - before * Math.cos(turn);
    double y = height - number(text, "y") - before * Math.sin(turn);
    return Matrix.getRotateInstance(turn, (float) x, (float) y);
  }

  private static Color colour(Element text, String attribute) {
    return Color.decode(text.getAttribute(attribute));
  }

  private static float number(Element text, String attribute) {
    return Float.parseFloat(text.getAttribute(attribute));
  }
}
