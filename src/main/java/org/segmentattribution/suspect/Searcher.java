package org.segmentattribution.suspect;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.PadShape;
import org.segmentattribution.api.RgbImage;

/**
 * Looks for regions in one image and describes them.
 *
 * @param finder finds regions
 * @param seed of the random places
 */
public record Searcher(RegionFinder finder, long seed) {
  /** Random places keep so far from regions, as a part of the shorter side. */
  private static final double AROUND = 1 / 16.0;

  /**
   * An image to search.
   *
   * @param id of the image
   * @param className class that its rows are grouped by
   * @param picture its pixels on the model's grid
   * @param map signed attribution of these pixels
   * @param part where regions may lie
   */
  public record Searched(String id, String className, RgbImage picture, float[] map, Mask part) {}

  /**
   * Searches an image.
   *
   * @param pooled returns what a layer says of a region
   */
  public SearchedImage search(Searched image, Function<WeightedRegion, float[]> pooled) {
    double all = 0;
    for (float value : image.map) {
      all += Math.abs((double) value);
    }
    Mask part = image.part;
    double outside = (double) part.area() / image.map.length;
    if (!(all > 0) || part.isEmpty()) {
      return new SearchedImage(
          image.id,
          image.className,
          outside,
          0,
          List.of(),
          List.of(),
          SmallMap.of(image.map, part));
    }
    SplittableRandom places =
        new SplittableRandom(seed ^ 0x9e3779b97f4a7c15L * (image.id + image.className).hashCode());
    List<StrongRegion> found = new ArrayList<>();
    List<StrongRegion> random = new ArrayList<>();
    List<WeightedRegion> regions = finder.find(image.map, part);
    // a place on a region, or on the rest of a thing that it is a part of, is no chance
    int around = (int) Math.round(AROUND * Math.min(part.width(), part.height()));
    Mask rest = part;
    for (WeightedRegion region : regions) {
      rest = rest.minus(region.mask().dilate(around, PadShape.SQUARE));
    }
    for (WeightedRegion region : regions) {
      found.add(region(image, region, all, pooled));
      WeightedRegion moved = RandomPlace.of(region, rest, places);
      if (moved != null) {
        random.add(region(image, moved, all, pooled));
      }
    }
    return new SearchedImage(
        image.id,
        image.className,
        outside,
        part.sum(image.map) / all,
        found,
        random,
        SmallMap.of(image.map, part));
  }

  private static StrongRegion region(
      Searched image, WeightedRegion region, double all, Function<WeightedRegion, float[]> pooled) {
    return new StrongRegion(
        image.id,
        image.className,
        region.mask(),
        region.mask().sum(image.map) / all,
        pooled.apply(region),
        Appearance.of(image.picture, region));
  }
}
