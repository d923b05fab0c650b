package org.segmentattribution.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The excess of each segment in each image of a run, averaged over the fills. */
public final class ImageExcess {
  private final Map<String, Map<String, Map<String, SegmentImage.Sum>>> classes = new HashMap<>();

  private ImageExcess() {}

  /**
   * Reads {@code effects.csv} of a run.
   *
   * @throws IOException in one line that names the file
   */
  public static ImageExcess read(Path run) throws IOException {
    ImageExcess all = new ImageExcess();
    boolean inMargins = EffectMeasure.inMargins(run);
    EffectCsv.read(
        run.resolve(EffectCsv.FILE),
        row ->
            all.classes
                .computeIfAbsent(row.className(), name -> new HashMap<>())
                .computeIfAbsent(row.imageId(), id -> new HashMap<>())
                .computeIfAbsent(row.removal().segment(), name -> new SegmentImage.Sum())
                .add(row, inMargins));
    return all;
  }

  /**
   * Returns the excess of a segment in an image; NaN where it was not removed, or without placebos.
   *
   * @param className class of the rows; null = the mean over the classes that the image has rows of
   */
  public double of(String className, String imageId, String segment) {
    if (className != null) {
      return of(classes.get(className), imageId, segment);
    }
    return classes.values().stream()
        .mapToDouble(images -> of(images, imageId, segment))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  private static double of(
      Map<String, Map<String, SegmentImage.Sum>> images, String imageId, String segment) {
    Map<String, SegmentImage.Sum> image = images == null ? null : images.get(imageId);
    SegmentImage.Sum sum = image == null ? null : image.get(segment);
    return sum == null ? Double.NaN : sum.mean().excess();
  }
}
