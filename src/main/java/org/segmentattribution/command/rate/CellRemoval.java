package org.segmentattribution.command.rate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.segmentattribution.api.Mask;
import org.segmentattribution.command.ablate.RemovalPasses;
import org.segmentattribution.effect.RegionSeed;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.ModelInput;

/**
 * The symmetric relevance gain, SRG (Blücher, Vielhaben, Strodthoff 2024): the cells of a grid of
 * 5x5 are removed in order of their mean attribution, least important first (LIF) and most
 * important first (MIF); the gain is the area between the two curves of the explained logit over
 * the removed share of the picture. The picture without any cell is its own mean.
 *
 * @param passes classify filled pictures
 * @param fills what removed cells become; each gives a gain of its own
 * @param seed of fills that draw
 */
record CellRemoval(RemovalPasses passes, List<Fill> fills, long seed) {
  private static final int SIDE = 5;
  private static final int CELLS = SIDE * SIDE;
  private static final int STEPS = 15;

  /** A set of removed cells, a bit for each, under one fill. */
  private record Removed(int cells, int fill) {}

  /**
   * Returns how many cells are removed at each step, ascending, from none to all: 15 steps spaced
   * by logarithm, cut to whole numbers, as far as they differ.
   */
  static int[] steps() {
    return IntStream.concat(
            IntStream.of(0),
            IntStream.range(0, STEPS)
                // 25 to the power 1/2 must not be cut to 4
                .map(k -> (int) (Math.pow(CELLS, k / (STEPS - 1.0)) + 1e-9)))
        .distinct()
        .toArray();
  }

  /**
   * Returns the gains of several maps of one image.
   *
   * @param image id of the image
   * @param input the picture
   * @param target index of the explained class
   * @param maps one for each method, H x W
   * @return [maps][fills]
   */
  double[][] gains(String image, ModelInput input, int target, List<float[]> maps) {
    Mask[] cells = cells(input.width(), input.height());
    List<Integer[]> orders = maps.stream().map(map -> order(cells, map)).toList();
    Map<Removed, Integer> numbers = new LinkedHashMap<>();
    List<RemovalPasses.Picture> pictures = new ArrayList<>();
    pictures.add(new RemovalPasses.Picture(input, null, null, 0));
    pictures.add(new RemovalPasses.Picture(mean(input), null, null, 0));
    for (Integer[] order : orders) {
      for (int count : steps()) {
        for (int fill = 0; fill < fills.size() && count > 0 && count < CELLS; fill++) {
          for (boolean most : new boolean[] {false, true}) {
            Removed removed = new Removed(set(order, count, most), fill);
            if (!numbers.containsKey(removed)) {
              numbers.put(removed, pictures.size());
              pictures.add(picture(image, input, cells, removed));
            }
          }
        }
      }
    }
    float[][] logits = passes.logits(pictures);
    double[][] gains = new double[maps.size()][fills.size()];
    for (int m = 0; m < gains.length; m++) {
      for (int fill = 0; fill < fills.size(); fill++) {
        int of = fill;
        Integer[] order = orders.get(m);
        Curve curve =
            removed ->
                removed == 0
                    ? logits[0][target]
                    : Integer.bitCount(removed) == CELLS
                        ? logits[1][target]
                        : logits[numbers.get(new Removed(removed, of))][target];
        gains[m][fill] = area(cells, order, false, curve) - area(cells, order, true, curve);
      }
    }
    return gains;
  }

  /** Gives the logit without some cells. */
  @FunctionalInterface
  private interface Curve {
    double logit(int removed);
  }

  private static double area(Mask[] cells, Integer[] order, boolean most, Curve curve) {
    double pixels = Arrays.stream(cells).mapToInt(Mask::area).sum();
    double area = 0;
    int before = 0;
    for (int count : steps()) {
      int removed = set(order, count, most);
      double width = (pixels(cells, removed) - pixels(cells, before)) / pixels;
      area += width * (curve.logit(before) + curve.logit(removed)) / 2;
      before = removed;
    }
    return area;
  }

  private static int pixels(Mask[] cells, int removed) {
    return IntStream.range(0, CELLS)
        .filter(k -> (removed >> k & 1) == 1)
        .map(k -> cells[k].area())
        .sum();
  }

  /** Returns the cells, row by row. */
  private static Mask[] cells(int width, int height) {
    Mask[] cells = new Mask[CELLS];
    for (int k = 0; k < CELLS; k++) {
      int left = k % SIDE * width / SIDE;
      int right = (k % SIDE + 1) * width / SIDE;
      int top = k / SIDE * height / SIDE;
      int bottom = (k / SIDE + 1) * height / SIDE;
      cells[k] = Mask.of(width, height, (x, y) -> x >= left && x < right && y >= top && y < bottom);
    }
    return cells;
  }

  /** Returns the numbers of the cells, the least mean attribution first; equal ones by number. */
  private static Integer[] order(Mask[] cells, float[] map) {
    double[] means =
        Arrays.stream(cells).mapToDouble(cell -> cell.sum(map) / cell.area()).toArray();
    Integer[] order = IntStream.range(0, CELLS).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(k -> means[k]));
    return order;
  }

  private static int set(Integer[] order, int count, boolean most) {
    int set = 0;
    for (int k = 0; k < count; k++) {
      set |= 1 << order[most ? CELLS - 1 - k : k];
    }
    return set;
  }

  private RemovalPasses.Picture picture(
      String image, ModelInput input, Mask[] cells, Removed removed) {
    Mask mask =
        IntStream.range(0, CELLS)
            .filter(k -> (removed.cells >> k & 1) == 1)
            .mapToObj(k -> cells[k])
            .reduce(Mask::union)
            .orElseThrow();
    long stream = RegionSeed.of(seed, image, "cells\n" + removed.cells);
    return new RemovalPasses.Picture(input, mask, fills.get(removed.fill), stream);
  }

  /** Returns a picture of one colour, the mean of each channel. */
  private static ModelInput mean(ModelInput input) {
    float[] values = new float[input.values().length];
    int plane = input.height() * input.width();
    for (int c = 0; c < input.channels(); c++) {
      double sum = 0;
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        sum += input.values()[i];
      }
      Arrays.fill(values, c * plane, (c + 1) * plane, (float) (sum / plane));
    }
    return new ModelInput(values, input.channels(), input.height(), input.width(), input.ranges());
  }
}
