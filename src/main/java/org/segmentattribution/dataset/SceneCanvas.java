package org.segmentattribution.dataset;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * Draws shapes twice: in colour, and in the number of the part that they belong to. Both are drawn
 * several times as large as the picture and reduced at the end.
 */
final class SceneCanvas {
  /** A shape of texture or light: what lies under it keeps its label. */
  static final int KEEP = -1;

  private static final int OVER = 4;
  private final int size;
  private final BufferedImage picture;
  private final BufferedImage parts;
  private final Graphics2D colour;
  private final Graphics2D label;

  /** Coordinates go from 0 to 1 to the right and downwards. */
  SceneCanvas(int size) {
    this.size = size;
    int large = size * OVER;
    picture = new BufferedImage(large, large, BufferedImage.TYPE_INT_RGB);
    parts = new BufferedImage(large, large, BufferedImage.TYPE_INT_RGB);
    colour = picture.createGraphics();
    label = parts.createGraphics();
    colour.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    colour.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    label.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    colour.scale(large, large);
    label.scale(large, large);
  }

  /** From here on shapes are placed by this as well. */
  void place(AffineTransform transform) {
    colour.transform(transform);
    label.transform(transform);
  }

  void fill(Shape shape, Paint paint, int part) {
    colour.setPaint(paint);
    colour.fill(shape);
    if (part != KEEP) {
      label.setColor(new Color(part));
      label.fill(shape);
    }
  }

  /** A line of some width as a shape of its own. */
  void line(Shape line, double width, Paint paint, int part) {
    fill(stroke(line, width).createStrokedShape(line), paint, part);
  }

  /** Draws texture on what lies inside a shape. */
  void within(Shape clip, Runnable drawing) {
    Shape before = colour.getClip();
    colour.clip(clip);
    drawing.run();
    colour.setClip(before);
  }

  /** A line of texture. */
  void texture(Shape line, double width, Paint paint) {
    colour.setPaint(paint);
    colour.setStroke(stroke(line, width));
    colour.draw(line);
  }

  private static BasicStroke stroke(Shape line, double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** The picture's pixels as red, green and blue from 0 to 255: means over the drawn pixels. */
  float[] colours() {
    int[] drawn = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    float[] means = new float[size * size * 3];
    for (int y = 0; y < size * OVER; y++) {
      for (int x = 0; x < size * OVER; x++) {
        int rgb = drawn[y * size * OVER + x];
        int at = (y / OVER * size + x / OVER) * 3;
        means[at] += (rgb >> 16 & 0xff) / (float) (OVER * OVER);
        means[at + 1] += (rgb >> 8 & 0xff) / (float) (OVER * OVER);
        means[at + 2] += (rgb & 0xff) / (float) (OVER * OVER);
      }
    }
    return means;
  }

  /** For each pixel the label that most of it has, the larger of equals. */
  byte[] labels() {
    int[] drawn = ((DataBufferInt) parts.getRaster().getDataBuffer()).getData();
    byte[] labels = new byte[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int[] votes = new int[Scene.PARTS.size() + 1];
        int best = 0;
        for (int i = 0; i < OVER * OVER; i++) {
          int at = (y * OVER + i / OVER) * size * OVER + x * OVER + i % OVER;
          votes[drawn[at] & 0xff]++;
        }
        for (int part = 1; part < votes.length; part++) {
          best = votes[part] >= votes[best] ? part : best;
        }
        labels[y * size + x] = (byte) best;
      }
    }
    return labels;
  }
}
