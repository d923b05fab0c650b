package org.segmentattribution.rating;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.SegmentEffect;

/** What the removal of each segment of one image does to one explained class. */
public final class ImageEffects {
  /** Effects of one segment under one fill. */
  private static final class Sum {
    private double effect = Double.NaN;
    private double placebo;
    private int placebos;

    double excess() {
      return effect - placebo();
    }

    double placebo() {
      return placebos == 0 ? Double.NaN : placebo / placebos;
    }
  }

  private final String imageId;
  private final String target;
  private final Map<String, Map<String, Sum>> segments = new LinkedHashMap<>();
  private final Map<String, Integer> pixels = new LinkedHashMap<>();

  private ImageEffects(String imageId, String target) {
    this.imageId = imageId;
    this.target = target;
  }

  /**
   * Reads the effects of some images, in the order of the file.
   *
   * @param inMargins whether effects are measured in margins, not in logits
   * @param images which images, by id
   */
  public static List<ImageEffects> read(Path file, boolean inMargins, Predicate<String> images)
      throws IOException {
    Map<String, ImageEffects> read = new LinkedHashMap<>();
    EffectCsv.read(
        file,
        row -> {
          if (images.test(row.imageId())) {
            read.computeIfAbsent(
                    key(row.imageId(), row.target()),
                    key -> new ImageEffects(row.imageId(), row.target()))
                .add(row, inMargins);
          }
        });
    return new ArrayList<>(read.values());
  }

  /** Returns what identifies an explained class of an image. */
  static String key(String imageId, String target) {
    return imageId + "\n" + target;
  }

  private void add(SegmentEffect row, boolean inMargins) {
    SegmentEffect.Removal removal = row.removal();
    Sum sum =
        segments
            .computeIfAbsent(removal.segment(), name -> new LinkedHashMap<>())
            .computeIfAbsent(removal.fill(), name -> new Sum());
    if (removal.placebo() == 0) {
      sum.effect = row.effect(inMargins);
      pixels.put(removal.segment(), removal.pixels());
    } else {
      sum.placebo += row.effect(inMargins);
      sum.placebos++;
    }
  }

  /** Returns the id of the image. */
  public String imageId() {
    return imageId;
  }

  /** Returns the name of the explained class. */
  public String target() {
    return target;
  }

  String key() {
    return key(imageId, target);
  }

  /** Returns the names of the segments, in order. */
  public List<String> segments() {
    return List.copyOf(segments.keySet());
  }

  /** Returns the names of the fills, in order. */
  public List<String> fills() {
    return segments.values().stream().flatMap(of -> of.keySet().stream()).distinct().toList();
  }

  /** Returns how many pixels were removed with each segment. */
  public double[] pixels() {
    return segments.keySet().stream().mapToDouble(pixels::get).toArray();
  }

  /** Returns the mean effect of the placebos of each segment; NaN where it has none. */
  public double[] placebos() {
    return segments.values().stream()
        .mapToDouble(of -> of.values().stream().mapToDouble(Sum::placebo).average().orElseThrow())
        .toArray();
  }

  /**
   * Returns what a column is compared with, one value for each segment.
   *
   * @param fill name of a fill; null for the mean over all
   * @return NaN where a segment has no value, such as an excess without placebos
   */
  public double[] values(Against against, String fill) {
    double[] values = new double[segments.size()];
    int next = 0;
    for (Map.Entry<String, Map<String, Sum>> segment : segments.entrySet()) {
      double mean =
          segment.getValue().entrySet().stream()
              .filter(of -> fill == null || of.getKey().equals(fill))
              .mapToDouble(of -> value(of.getValue(), against))
              .average()
              .orElse(Double.NaN);
      values[next++] = against == Against.PER_PIXEL ? mean / pixels.get(segment.getKey()) : mean;
    }
    return values;
  }

  private static double value(Sum sum, Against against) {
    return against == Against.EXCESS ? sum.excess() : sum.effect;
  }

  /** Returns absolute values. */
  static double[] absolute(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }
}
