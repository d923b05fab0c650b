package org.segmentattribution.report.figure;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.report.svg.HeatColours;
import org.segmentattribution.report.svg.NumberText;

/**
 * Draws heatmaps as a PNG, one below the other: photograph, map, map over the grey photograph, and
 * a colour bar. Colours are symmetric about zero and reach full strength at the 99.5th percentile
 * of |value|.
 */
public final class HeatmapPng {
  private static final int SIDE = 224;
  private static final int LARGEST = 448;
  private static final int GAP = 12;
  private static final int TEXT = 44;
  private static final int BAR = 16;
  private static final int LABELS = 84;
  private static final int PAPER = 250;

  private HeatmapPng() {}

  /** Returns the bytes of a PNG; equal maps give equal bytes on one machine. */
  public static byte[] draw(List<HeatmapPicture> pictures) throws IOException {
    int width = 1;
    int height = GAP;
    for (HeatmapPicture p : pictures) {
      int panels = p.photo() == null ? 1 : 3;
      int narrowest = 3 * SIDE;
      int row = panels * (shown(p, p.width()) + GAP) + GAP + BAR + LABELS;
      width = Math.max(width, Math.max(narrowest, row));
      height = Math.addExact(height, TEXT + shown(p, p.height()) + GAP);
    }
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    try {
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, width, height);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      int top = GAP;
      for (HeatmapPicture p : pictures) {
        row(g, p, top);
        top += TEXT + shown(p, p.height()) + GAP;
      }
    } finally {
      g.dispose();
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(sheet, "png", png);
    return png.toByteArray();
  }

  private static void row(Graphics2D g, HeatmapPicture p, int top) {
    g.setColor(new Color(0x22, 0x22, 0x22));
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    g.drawString(p.title(), GAP, top + 14);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    g.drawString(p.caption(), GAP, top + 32);
    double limit = HeatColours.limit(p.values());
    int left = GAP;
    if (p.photo() != null) {
      left = panel(g, p, p.photo(), left, top + TEXT);
    }
    left = panel(g, p, plain(p, limit), left, top + TEXT);
    if (p.photo() != null) {
      left = panel(g, p, HeatColours.over(p.photo(), p.values(), limit), left, top + TEXT);
    }
    legend(g, limit, left, top + TEXT, shown(p, p.height()));
  }

  private static RgbImage plain(HeatmapPicture p, double limit) {
    RgbImage paper = RgbImage.black(p.width(), p.height());
    Arrays.fill(paper.rgb(), (byte) 255); // white is drawn as the palest grey, the colour of zero
    return HeatColours.over(paper, p.values(), limit);
  }

  private static int panel(Graphics2D g, HeatmapPicture p, RgbImage image, int left, int top) {
    int width = shown(p, p.width());
    boolean enlarged = width >= p.width();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        enlarged
            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
            : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(image.buffered(), left, top, width, shown(p, p.height()), null);
    return left + width + GAP;
  }

  private static void legend(Graphics2D g, double limit, int left, int top, int height) {
    for (int y = 0; y < height; y++) {
      int[] c = HeatColours.colour(1 - 2.0 * y / Math.max(1, height - 1), PAPER);
      g.setColor(new Color(c[0], c[1], c[2]));
      g.fillRect(left, top + y, BAR, 1);
    }
    g.setColor(new Color(0x22, 0x22, 0x22));
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    int text = left + BAR + 4;
    g.drawString("+" + NumberText.significant(limit), text, top + 10);
    g.drawString("P99.5 of |v|", text, top + 24);
    g.drawString("0", text, top + height / 2 + 4);
    g.drawString(NumberText.significant(-limit), text, top + height);
  }

  /**
   * Returns the pixels of a side on paper: small maps are enlarged by a whole factor, large ones
   * reduced.
   */
  private static int shown(HeatmapPicture p, int side) {
    int longer = Math.max(p.width(), p.height());
    if (longer > LARGEST) {
      return Math.max(1, (int) Math.round((double) side * LARGEST / longer));
    }
    return side * Math.max(1, SIDE / longer);
  }
}
