package org.segmentattribution.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Component;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.segmentattribution.image.ReplacedFile;

/** Figures for those who cannot take SVG; equal figures give equal bytes on one machine. */
public final class FigureExport {
  private static final double POINTS_PER_INCH = 72;

  private FigureExport() {}

  /**
   * A figure as PNG.
   *
   * @param svg one of ours
   * @param dpi pixels an inch, where the figure is 170 mm wide
   * @throws IOException where it cannot be drawn or written
   */
  public static void png(String svg, double dpi, Path file) throws IOException {
    SVGDocument figure = figure(svg);
    double scale = dpi / POINTS_PER_INCH;
    int width = (int) Math.round(points(figure.size().width) * scale);
    int height = (int) Math.round(points(figure.size().height) * scale);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    draw(figure, graphics, width, height);
    graphics.dispose();
    ReplacedFile.write(file, part -> ImageIO.write(picture, "png", part.toFile()));
  }

  /**
   * A figure as a page of PDF of its size; lines and text are outlines, which scale.
   *
   * @param svg one of ours
   * @throws IOException where it cannot be drawn or written
   */
  public static void pdf(String svg, Path file) throws IOException {
    SVGDocument figure = figure(svg);
    float width = (float) points(figure.size().width);
    float height = (float) points(figure.size().height);
    try (PDDocument document = new PDDocument()) {
      document.setDocumentId(1L);
      PDPage page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, width, height);
      draw(figure, graphics, width, height);
      graphics.dispose();
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(graphics.getXFormObject());
      }
      ReplacedFile.write(file, part -> document.save(part.toFile()));
    }
  }

  /** The library takes the 482 points of width as 482 CSS pixels of 96 an inch times 4 / 3. */
  private static double points(double pixels) {
    return pixels * POINTS_PER_INCH / 96;
  }

  private static SVGDocument figure(String svg) throws IOException {
    // Java's own name of whatever font without serifs there is: the library knows no generic ones
    String named = svg.replace(SvgWriter.FONTS, Font.SANS_SERIF);
    SVGDocument figure =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(named.getBytes(StandardCharsets.UTF_8)),
                null,
                LoaderContext.createDefault());
    if (figure == null) {
      throw new IOException("not a figure of this program");
    }
    return figure;
  }

  private static void draw(SVGDocument figure, Graphics2D graphics, float width, float height)
      throws IOException {
    try {
      figure.render((Component) null, graphics, new ViewBox(0, 0, width, height));
    } catch (RuntimeException | InternalError | NoClassDefFoundError e) {
      throw new IOException(
          "the figure cannot be drawn: has this machine any font? (" + e + ")", e);
    }
  }
}
