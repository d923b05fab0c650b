package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.image.PixelSamples;
import org.segmentattribution.segmentation.pixels.MaskFile;

/**
 * Reads the label maps of a folder: numbers by {@code names.txt}, colours by {@code labelmap.txt};
 * a folder has one or both.
 *
 * @param folder of the masks
 */
record LabelMap(Path folder, Optional<LabelNames> names, Optional<LabelColours> colours) {
  /** Number of VOC's border between objects, and of pixels without a label. */
  static final int VOID = 255;

  /** Reads the names in the folder or its parent. */
  static LabelMap find(Path folder) throws IOException {
    return new LabelMap(folder, LabelNames.find(folder), LabelColours.find(folder));
  }

  /** Returns whether numbers or colours have names. */
  boolean isNamed() {
    return names.isPresent() || colours.isPresent();
  }

  /** Returns all normalised names; a number that is no segment has an empty name. */
  List<String> known() {
    List<String> known = new ArrayList<>();
    names.ifPresent(list -> known.addAll(list.names()));
    colours.ifPresent(list -> known.addAll(list.names().values()));
    return known;
  }

  /** Returns the file with the names. */
  Optional<Path> file() {
    return names.map(LabelNames::file).or(() -> colours.map(LabelColours::file));
  }

  /** Returns whether 255 is void, because it has no name. */
  boolean hasVoid() {
    return names.isPresent() && names.get().names().size() <= VOID;
  }

  /**
   * Returns the segments of a map, in the order of the numbers, or of the lines of {@code
   * labelmap.txt}.
   *
   * @throws IOException naming the file, where a number or colour has no name
   */
  List<Detection> read(Path file, int width, int height) throws IOException {
    if (!isNamed()) {
      throw new IOException(
          file + " is a label map, but neither " + folder + " nor its parent has names.txt");
    }
    PixelSamples samples = MaskFile.readPng(file, width, height);
    boolean numbers = samples.indices() != null || samples.rgb() == null;
    if (numbers && names.isPresent()) {
      return byNumber(file, samples);
    }
    if (colours.isEmpty()) {
      throw new IOException(
          file
              + " has colours: a label map holds one value a pixel, or colours that labelmap.txt"
              + " (label:red,green,blue::) names");
    }
    return byColour(file, samples);
  }

  private List<Detection> byNumber(Path file, PixelSamples samples) throws IOException {
    LabelNames labels = names.get();
    int[] values = samples.indices() == null ? samples.grey() : samples.indices();
    TreeMap<Integer, Mask.Builder> masks = regions(samples, at -> values[at]);
    if (hasVoid()) {
      masks.remove(VOID);
    }
    if (!masks.isEmpty() && masks.lastKey() >= labels.names().size()) {
      throw new IOException(
          "%s holds the value %d, but %s names 0 to %d"
              .formatted(file, masks.lastKey(), labels.file(), labels.names().size() - 1));
    }
    return named(masks, masks.keySet(), labels.names()::get);
  }

  private List<Detection> byColour(Path file, PixelSamples samples) throws IOException {
    LabelColours labels = colours.get();
    TreeMap<Integer, Mask.Builder> masks = regions(samples, samples::colour);
    for (int colour : masks.keySet()) {
      if (!labels.names().containsKey(colour)) {
        throw new IOException(
            "%s has the colour %d,%d,%d, which %s does not name"
                .formatted(file, colour >> 16, colour >> 8 & 0xff, colour & 0xff, labels.file()));
      }
    }
    List<Integer> order = labels.names().keySet().stream().filter(masks::containsKey).toList();
    return named(masks, order, labels.names()::get);
  }

  private static TreeMap<Integer, Mask.Builder> regions(PixelSamples samples, IntUnaryOperator of) {
    TreeMap<Integer, Mask.Builder> masks = new TreeMap<>();
    int width = samples.width();
    int last = -1;
    Mask.Builder mask = null;
    for (int i = 0; i < width * samples.height(); i++) {
      int value = of.applyAsInt(i);
      if (mask == null || value != last) {
        last = value;
        mask = masks.computeIfAbsent(last, v -> new Mask.Builder(width, samples.height()));
      }
      mask.add(i % width, i / width);
    }
    return masks;
  }

  private static List<Detection> named(
      TreeMap<Integer, Mask.Builder> masks, Iterable<Integer> order, IntFunction<String> names) {
    // several numbers with one name are one segment
    Map<String, Mask> byName = new LinkedHashMap<>();
    for (int value : order) {
      String name = names.apply(value);
      if (!name.isEmpty()) {
        byName.merge(name, masks.get(value).build(), Mask::union);
      }
    }
    List<Detection> found = new ArrayList<>();
    byName.forEach((name, mask) -> found.add(new Detection(name, mask, 1)));
    return found;
  }
}
