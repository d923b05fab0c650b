package org.segmentattribution.command.ablate;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Mask;
import org.segmentattribution.effect.Placebo;
import org.segmentattribution.effect.RegionSeed;
import org.segmentattribution.effect.RemovedRegion;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.ModelInput;

/**
 * The pictures that one image becomes: first the whole, then each region and its placebos under
 * each fill, in the order of the rows.
 */
final class ImageRemovals {
  /**
   * A filled picture.
   *
   * @param region the segment
   * @param placebo null for the segment itself
   */
  record Removed(RemovedRegion region, Placebo placebo, Fill fill) {}

  private final PreparedImage image;
  private final ModelInput input;
  private final List<Fill> fills;
  private final long seed;
  private final List<RemovedRegion> regions;
  private final List<Removed> removed = new ArrayList<>();

  ImageRemovals(PreparedImage image, ModelInput input, List<Fill> fills, RemovalSettings settings) {
    this.image = image;
    this.input = input;
    this.fills = fills;
    seed = settings.seed();
    // nothing is left from which a region over the whole frame could be filled
    int frame = input.height() * input.width();
    regions =
        RemovedRegion.of(image.segments(), settings.keepsNested()).stream()
            .filter(region -> region.mask().area() < frame)
            .toList();
    for (RemovedRegion region : regions) {
      List<Placebo> placebos = new ArrayList<>();
      placebos.add(null);
      placebos.addAll(settings.choice().of(region, regions, image.record().id()));
      for (Placebo placebo : placebos) {
        fills.forEach(fill -> removed.add(new Removed(region, placebo, fill)));
      }
    }
  }

  PreparedImage image() {
    return image;
  }

  List<RemovedRegion> regions() {
    return regions;
  }

  /** Returns what was removed from each picture but the first. */
  List<Removed> removed() {
    return removed;
  }

  /** Returns all pictures. */
  List<RemovalPasses.Picture> pictures() {
    List<RemovalPasses.Picture> pictures = new ArrayList<>();
    pictures.add(new RemovalPasses.Picture(input, null, null, 0));
    for (Removed one : removed) {
      Mask mask = one.placebo == null ? one.region.mask() : one.placebo.mask();
      int number = one.placebo == null ? 0 : one.placebo.number();
      pictures.add(picture(mask, one.fill, one.region.segment() + "\n" + number));
    }
    return pictures;
  }

  /** Returns a picture without several regions for each fill. */
  List<RemovalPasses.Picture> without(List<RemovedRegion> together) {
    Mask mask = together.stream().map(RemovedRegion::mask).reduce(Mask::union).orElseThrow();
    if (mask.area() == input.height() * input.width()) {
      return List.of();
    }
    String names = String.join("\n", together.stream().map(RemovedRegion::segment).toList());
    return fills.stream().map(fill -> picture(mask, fill, names)).toList();
  }

  private RemovalPasses.Picture picture(Mask mask, Fill fill, String what) {
    long stream = RegionSeed.of(seed, image.record().id(), what);
    return new RemovalPasses.Picture(input, mask, fill, stream);
  }
}
