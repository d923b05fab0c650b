package org.segmentattribution.report.svg;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/**
 * Text as shapes, in a font of the machine that has its letters.
 *
 * @param shape on the base line from x = 0, y up
 * @param width position of a next letter
 */
record OutlinedText(Shape shape, double width) {
  private static final AffineTransform UP = AffineTransform.getScaleInstance(1, -1);

  static OutlinedText of(String text, float size, boolean bold) {
    try {
      Font font = new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont(size);
      TextLayout layout = new TextLayout(text, font, new FontRenderContext(null, true, true));
      return new OutlinedText(layout.getOutline(UP), layout.getAdvance());
    } catch (InternalError | LinkageError e) {
      // Java reports in this way that the machine has no font at all: draw a line instead
      int letters = text.codePointCount(0, text.length());
      Shape rule = new Rectangle2D.Double(0, 0, letters * 0.6 * size, 0.1 * size);
      return new OutlinedText(rule, letters * 0.6 * size);
    }
  }

  /** Adds the shape to a page's path. */
  void trace(PDPageContentStream content) throws IOException {
    float[] p = new float[6];
    Point2D.Float at = new Point2D.Float();
    for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
      switch (i.currentSegment(p)) {
        case PathIterator.SEG_MOVETO -> {
          content.moveTo(p[0], p[1]);
          at.setLocation(p[0], p[1]);
        }
        case PathIterator.SEG_LINETO -> {
          content.lineTo(p[0], p[1]);
          at.setLocation(p[0], p[1]);
        }
        case PathIterator.SEG_QUADTO -> {
          quadratic(content, at, p);
          at.setLocation(p[2], p[3]);
        }
        case PathIterator.SEG_CUBICTO -> {
          content.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
          at.setLocation(p[4], p[5]);
        }
        default -> content.closePath();
      }
    }
  }

  /**
   * Adds a quadratic curve as a cubic one, the only kind a page has: its control points are two
   * thirds of the way to the quadratic one.
   */
  private static void quadratic(PDPageContentStream content, Point2D.Float from, float[] p)
      throws IOException {
    content.curveTo(
        from.x + (p[0] - from.x) * 2 / 3,
        from.y + (p[1] - from.y) * 2 / 3,
        p[2] + (p[0] - p[2]) * 2 / 3,
        p[3] + (p[1] - p[3]) * 2 / 3,
        p[2],
        p[3]);
  }
}
