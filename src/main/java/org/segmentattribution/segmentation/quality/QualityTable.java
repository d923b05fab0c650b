package org.segmentattribution.segmentation.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.statistics.Bootstrap;

/**
 * Makes one row a name of what was measured in single images.
 *
 * @param facts of all segmented images
 * @param tested pictures under a shift and a flip; may be none
 * @param compared images with masks of another origin; may be none
 * @param limits numbers from which masks count as odd
 */
public record QualityTable(
    List<MaskFacts> facts,
    List<TestedMasks> tested,
    List<ComparedMasks> compared,
    QualityLimits limits) {

  /** Sums over the images of one name. */
  private static final class OfName {
    final List<Double> pixels = new ArrayList<>();
    final List<Double> shares = new ArrayList<>();
    final List<Double> islands = new ArrayList<>();
    final List<Double> tiny = new ArrayList<>();
    final Map<String, Shared> partners = new LinkedHashMap<>();
  }

  /** Sums over the images that show two names. */
  private static final class Shared {
    double iou;
    double inside;
    int same;
  }

  /**
   * Returns the rows: the names that were asked for, then the others in the order in which they
   * were found.
   *
   * @param names normalised names that were asked for
   * @param judged names of which the compared masks may say something; others have no comparison
   */
  public List<NameQuality> rows(Collection<String> names, Set<String> judged) {
    Map<String, OfName> sums = new LinkedHashMap<>();
    names.forEach(name -> sums.put(name, new OfName()));
    for (MaskFacts image : facts) {
      image.masks().forEach((name, mask) -> add(sums, name, mask, image.pixels()));
      for (MaskFacts.Pair pair : image.pairs()) {
        share(sums, pair.first(), pair.second(), pair.overlap());
        share(sums, pair.second(), pair.first(), pair.overlap().reversed());
      }
    }
    List<NameQuality> rows = new ArrayList<>();
    sums.forEach(
        (name, sum) -> {
          NameQuality row =
              new NameQuality(
                  name,
                  new NameQuality.Found(sum.pixels.size(), facts.size()),
                  area(sum),
                  stability(name),
                  overlap(sum),
                  judged.contains(name) ? against(name) : NameQuality.Against.NONE,
                  List.of());
          rows.add(row.with(FlagRules.of(row, limits)));
        });
    return rows;
  }

  private static void add(
      Map<String, OfName> sums, String name, MaskFacts.OfMask mask, long pixels) {
    OfName sum = sums.computeIfAbsent(name, n -> new OfName());
    sum.pixels.add((double) mask.area());
    sum.shares.add((double) mask.area() / pixels);
    sum.islands.add((double) mask.islands().count());
    sum.tiny.add((double) mask.islands().tiny());
  }

  private void share(Map<String, OfName> sums, String name, String other, MaskOverlap overlap) {
    Shared shared = sums.get(name).partners.computeIfAbsent(other, n -> new Shared());
    shared.iou += overlap.iou();
    shared.inside += overlap.inside();
    shared.same += overlap.iou() > limits.of(QualityLimit.SAME) ? 1 : 0;
  }

  private static NameQuality.Area area(OfName sum) {
    double[] shares = sorted(sum.shares);
    boolean none = shares.length == 0;
    return new NameQuality.Area(
        at(sum.pixels, 0.5),
        at(sum.shares, 0.5),
        none ? Double.NaN : shares[0],
        none ? Double.NaN : shares[shares.length - 1],
        at(sum.islands, 0.5),
        at(sum.tiny, 0.5));
  }

  private NameQuality.Stability stability(String name) {
    List<Double> shift = new ArrayList<>();
    List<Double> still = new ArrayList<>();
    List<Double> flip = new ArrayList<>();
    List<Double> flipStill = new ArrayList<>();
    int images = 0;
    for (TestedMasks one : tested) {
      TestedMasks.Followed shifted = one.shift().get(name);
      TestedMasks.Followed flipped = one.flip().get(name);
      if (shifted != null) {
        shift.add(shifted.moved());
        still.add(shifted.still());
      }
      if (flipped != null) {
        flip.add(flipped.moved());
        flipStill.add(flipped.still());
      }
      images += shifted != null || flipped != null ? 1 : 0;
    }
    return images == 0
        ? NameQuality.Stability.NONE
        : new NameQuality.Stability(
            images, at(shift, 0.5), at(still, 0.5), at(flip, 0.5), at(flipStill, 0.5));
  }

  private static NameQuality.Overlap overlap(OfName sum) {
    if (sum.partners.isEmpty()) {
      return NameQuality.Overlap.NONE;
    }
    String most = "";
    String holder = "";
    for (Map.Entry<String, Shared> partner : sum.partners.entrySet()) {
      Shared shared = partner.getValue();
      if (most.isEmpty() || shared.iou > sum.partners.get(most).iou) {
        most = partner.getKey();
      }
      if (holder.isEmpty() || shared.inside > sum.partners.get(holder).inside) {
        holder = partner.getKey();
      }
    }
    int images = sum.pixels.size();
    Shared nearest = sum.partners.get(most);
    return new NameQuality.Overlap(
        most,
        nearest.iou / images,
        (double) nearest.same / images,
        holder,
        sum.partners.get(holder).inside / images);
  }

  private NameQuality.Against against(String name) {
    List<Double> ious = new ArrayList<>();
    int here = 0;
    int there = 0;
    for (ComparedMasks image : compared) {
      ComparedMasks.Agreement agreement = image.names().get(name);
      if (agreement != null) {
        ious.add(agreement.iou());
        here += agreement.by() == ComparedMasks.By.HERE ? 1 : 0;
        there += agreement.by() == ComparedMasks.By.THERE ? 1 : 0;
      }
    }
    return new NameQuality.Against(
        ious.size(), at(ious, 0.5), at(ious, 0.25), at(ious, 0.75), here, there);
  }

  /** Returns the names that only the compared masks have, in the order in which they occur. */
  public Set<String> others() {
    Set<String> others = new LinkedHashSet<>();
    compared.forEach(image -> others.addAll(image.others()));
    return others;
  }

  private static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double at(List<Double> values, double share) {
    return values.isEmpty() ? Double.NaN : Bootstrap.percentile(sorted(values), share);
  }
}
