package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import org.segmentattribution.api.Mask;
import org.segmentattribution.image.PixelSamples;
import org.segmentattribution.segmentation.pixels.MaskFile;
import org.segmentattribution.segmentation.pixels.UnusableMask;

/**
 * Reads a file as the mask of one segment. Rules in docs/segments.md decide which plane of the file
 * is the mask and which of its values are inside; a file that they leave open is refused, in a line
 * that says how to declare it.
 */
final class SegmentMask {
  private static final String DECLARE =
      " Declare ?instances=union (every number but 0 is inside) or ?threshold=0.5 (a soft mask), or"
          + " use label maps with names.txt";
  private static final String DECLARE_CHANNEL = " Declare ?channel=alpha or ?channel=colour";

  private final Path file;
  private final PixelSamples samples;
  private final MaskReading reading;

  private SegmentMask(Path file, PixelSamples samples, MaskReading reading) {
    this.file = file;
    this.samples = samples;
    this.reading = reading;
  }

  /**
   * Returns the mask in a file.
   *
   * @throws IOException naming the file, where it cannot be read, is not width x height, or leaves
   *     open what is inside
   */
  static Mask read(Path file, int width, int height, MaskReading reading) throws IOException {
    return new SegmentMask(file, MaskFile.read(file, width, height), reading).mask();
  }

  private Mask mask() throws IOException {
    int[] alpha = samples.alpha();
    return switch (reading.channel()) {
      case "alpha" -> {
        if (alpha == null) {
          throw new UnusableMask(file + " has no transparent pixel, so no ?channel=alpha");
        }
        yield values(alpha);
      }
      case "colour" -> colours();
      default -> alpha == null ? colours() : withAlpha(alpha);
    };
  }

  /** Decides which of both planes is the mask, where a pixel is transparent. */
  private Mask withAlpha(int[] alpha) throws IOException {
    int full = samples.full();
    int visible = 0;
    int first = -1;
    boolean uniform = true;
    boolean varies = false;
    boolean sharp = samples.rgb() == null;
    int extreme = 0;
    for (int i = 0; i < alpha.length; i++) {
      varies |= alpha[i] != alpha[0];
      if (alpha[i] > 0) {
        visible++;
        first = first < 0 ? samples.colour(i) : first;
        uniform &= samples.colour(i) == first;
        boolean end = samples.grey()[i] == 0 || samples.grey()[i] == full;
        sharp &= end;
        extreme += end && samples.colour(i) % 0x010101 == 0 ? 1 : 0;
      }
    }
    if (visible == 0) {
      throw new UnusableMask(file + " is wholly transparent." + DECLARE_CHANNEL);
    }
    if (!varies) {
      return colours();
    }
    if (uniform && first == 0 && hiddenIsWhite(alpha)) {
      throw new UnusableMask(
          file
              + " has black where it is visible, and white where it is transparent."
              + DECLARE_CHANNEL);
    }
    if (uniform) {
      return values(alpha);
    }
    if (sharp) {
      // black and white with some pixels cut out: those are outside
      return Mask.of(
          samples.width(),
          samples.height(),
          (x, y) -> {
            int at = y * samples.width() + x;
            return samples.grey()[at] == full && 2L * alpha[at] >= full;
          });
    }
    if (2L * extreme >= visible) {
      throw new UnusableMask(
          file + " is mostly black and white, and partly transparent." + DECLARE_CHANNEL);
    }
    // a cutout: a picture inside, nothing outside
    return values(alpha);
  }

  /** Returns whether black and white with white made transparent looks the same. */
  private boolean hiddenIsWhite(int[] alpha) {
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] == 0 && samples.colour(i) != 0xffffff) {
        return false;
      }
    }
    return true;
  }

  private Mask colours() throws IOException {
    if (samples.rgb() == null) {
      return ofGrey();
    }
    if (reading.union()) {
      return Mask.of(
          samples.width(), samples.height(), (x, y) -> samples.rgb()[y * samples.width() + x] != 0);
    }
    if (samples.indices() != null && isOneIndexOnBlack()) {
      return where(samples.indices(), index -> index != 0);
    }
    if (samples.lossy() && reading.isThresholdDeclared()) {
      return cut(samples.grey());
    }
    throw new UnusableMask(
        file
            + " has colours, which do not say what is inside. Declare ?instances=union (everything"
            + " that is not black is inside), save it as black and white, or use label maps");
  }

  /** Returns whether the palette is VOC's: number 0 is black, and one other number is used. */
  private boolean isOneIndexOnBlack() {
    int[] indices = samples.indices();
    int other = 0;
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] == 0) {
        if (samples.rgb()[i] != 0) {
          return false;
        }
      } else if (other != 0 && indices[i] != other || samples.rgb()[i] == 0) {
        return false;
      } else {
        other = indices[i];
      }
    }
    return other != 0;
  }

  private Mask ofGrey() throws IOException {
    boolean declared = reading.union() || reading.isThresholdDeclared();
    if (!declared
        && samples.indices() != null
        && ValueCounts.of(samples.grey()).distinct() == 1
        && severalIndices()) {
      throw new UnusableMask(file + " shows one colour for several numbers of its palette");
    }
    return values(samples.grey());
  }

  /** Reads grey or opacity: two values are a mask, many are a soft mask or numbers. */
  private Mask values(int[] plane) throws IOException {
    if (reading.union()) {
      return where(plane, value -> value != 0);
    }
    if (samples.lossy() || reading.isThresholdDeclared()) {
      return cut(plane);
    }
    ValueCounts values = ValueCounts.of(plane);
    int full = samples.full();
    if (values.distinct() == 1) {
      if (values.most() > 1 && values.most() != full) {
        throw new UnusableMask(
            "%s holds the value %d everywhere, which may be inside or outside.%s"
                .formatted(file, values.most(), DECLARE));
      }
      return where(plane, value -> value != 0);
    }
    if (values.distinct() == 2) {
      if (values.least() != 0) {
        throw new UnusableMask(
            "%s holds the values %d and %d and no 0: which of them is inside?%s"
                .formatted(file, values.least(), values.most(), DECLARE));
      }
      return where(plane, value -> value != 0);
    }
    if (Flatness.of(plane, samples.width(), values, reading.inside(full)).isNumbers()) {
      throw new UnusableMask(
          "%s holds %d values in flat regions: instance numbers or a label map, not the mask of one"
                  .formatted(file, values.distinct())
              + " segment."
              + DECLARE);
    }
    return cut(plane);
  }

  private boolean severalIndices() {
    for (int index : samples.indices()) {
      if (index != samples.indices()[0]) {
        return true;
      }
    }
    return false;
  }

  private Mask cut(int[] plane) {
    double inside = reading.inside(samples.full());
    return where(plane, value -> value >= inside);
  }

  private Mask where(int[] plane, IntPredicate inside) {
    int width = samples.width();
    return Mask.of(width, samples.height(), (x, y) -> inside.test(plane[y * width + x]));
  }
}
