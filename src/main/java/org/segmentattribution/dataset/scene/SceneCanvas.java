package org.segmentattribution.dataset.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A picture built from patches. Each patch is rasterised without smoothing at four times the size;
 * the topmost patch gives a point its label and its colour.
 */
final class SceneCanvas {
  private static final int FINE = 4;

  private record Layer(ScenePatch patch, double[] inverse) {}

  private final int size;
  private final BufferedImage owners;
  private final Graphics2D graphics;
  private final List<Layer> layers = new ArrayList<>();

  SceneCanvas(int size) {
    this.size = size;
    this.owners = new BufferedImage(size * FINE, size * FINE, BufferedImage.TYPE_INT_RGB);
    this.graphics = owners.createGraphics();
  }

  /** Draws a patch; the transform maps its coordinates to the unit square. */
  void draw(ScenePatch patch, AffineTransform toPicture) {
    AffineTransform toPixels = AffineTransform.getScaleInstance(size * FINE, size * FINE);
    toPixels.concatenate(toPicture);
    double[] inverse = new double[6];
    try {
      toPixels.createInverse().getMatrix(inverse);
    } catch (NoninvertibleTransformException e) {
      throw new IllegalArgumentException("a transform without an inverse: " + toPicture, e);
    }
    Shape shape = toPixels.createTransformedShape(patch.shape());
    graphics.setColor(new Color(layers.size()));
    graphics.fill(shape);
    layers.add(new Layer(patch, inverse));
  }

  /**
   * Reduces the picture to its size: writes three floats for each pixel into {@code colours} and
   * returns the labels.
   */
  byte[] reduce(float[] colours) {
    graphics.dispose();
    int[] fine = ((DataBufferInt) owners.getRaster().getDataBuffer()).getData();
    byte[] labels = new byte[size * size];
    int[] block = new int[FINE * FINE];
    int[] votes = new int[Scene.PARTS.size() + 1];
    for (int at = 0; at < labels.length; at++) {
      int column = at % size * FINE;
      int row = at / size * FINE;
      Arrays.fill(votes, 0);
      for (int i = 0; i < block.length; i++) {
        block[i] = fine[(row + i / FINE) * size * FINE + column + i % FINE] & 0xffffff;
        votes[layers.get(block[i]).patch.label()]++;
      }
      labels[at] = (byte) winner(votes);
      colour(block, column, row, colours, 3 * at);
    }
    return labels;
  }

  /**
   * Writes the mean colour of a block of points: all points at an edge, 2x2 of them inside a patch.
   */
  private void colour(int[] block, int column, int row, float[] colours, int at) {
    boolean edge = false;
    for (int owner : block) {
      edge |= owner != block[0];
    }
    int grid = edge ? FINE : 2;
    double step = (double) FINE / grid;
    for (int i = 0; i < grid * grid; i++) {
      double x = column + (i % grid + 0.5) * step;
      double y = row + (i / grid + 0.5) * step;
      Layer layer = layers.get(edge ? block[i] : block[0]);
      double[] m = layer.inverse;
      int colour = layer.patch.skin().at(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]);
      colours[at] += (colour >> 16 & 0xff) / (float) (grid * grid);
      colours[at + 1] += (colour >> 8 & 0xff) / (float) (grid * grid);
      colours[at + 2] += (colour & 0xff) / (float) (grid * grid);
    }
  }

  /**
   * Returns the label that most points of a pixel have; eyes are small, so a third of the points is
   * enough for them.
   */
  private static int winner(int[] votes) {
    if (3 * votes[Scene.EYES] >= FINE * FINE) {
      return Scene.EYES;
    }
    int best = 0;
    for (int label = 1; label < votes.length; label++) {
      if (votes[label] > votes[best]) {
        best = label;
      }
    }
    return best;
  }
}
