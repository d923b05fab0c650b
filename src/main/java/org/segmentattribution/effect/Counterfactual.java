package org.segmentattribution.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.file.CsvFile;

/**
 * Segments whose removal changes the prediction of an image, under every fill (Vermeire, Martens
 * 2020: SEDC; Hinns, Martens 2024: their frequency by name).
 *
 * @param imageId id of the image
 * @param className class that images are grouped by
 * @param target the explained class
 * @param segments the set that was found, by name; empty for none
 * @param alone all segments that change the prediction without others, by name
 * @param passes number of pictures that were classified to find it
 */
public record Counterfactual(
    String imageId,
    String className,
    String target,
    List<String> segments,
    List<String> alone,
    int passes) {
  /** Name of the file in a run directory with the share of images by set. */
  public static final String FILE = "counterfactuals.csv";

  /** Name of the file in a run directory with a line an image and explained class. */
  public static final String BY_IMAGE = "counterfactual-images.csv";

  private static final List<String> COLUMNS = List.of("class", "segments", "images", "share");
  private static final List<String> IMAGE_COLUMNS =
      List.of("image_id", "class", "target", "segments", "alone", "passes");

  /** Joins the names of a set; no name of a segment contains it. */
  private static final String AND = " + ";

  /** Orders the names. */
  public Counterfactual {
    segments = segments.stream().sorted().toList();
    alone = alone.stream().sorted().toList();
  }

  /** Writes a line an image. */
  public static void writeImages(Path file, List<Counterfactual> images) throws IOException {
    CsvFile.write(
        file,
        IMAGE_COLUMNS,
        printer -> {
          for (Counterfactual image : images) {
            printer.printRecord(
                image.imageId,
                image.className,
                image.target,
                String.join(AND, image.segments),
                String.join(AND, image.alone),
                image.passes);
          }
        });
  }

  /** Reads a line an image. */
  public static List<Counterfactual> readImages(Path file) throws IOException {
    List<Counterfactual> images = new ArrayList<>();
    CsvFile.read(
        file,
        IMAGE_COLUMNS,
        row ->
            images.add(
                new Counterfactual(
                    row.text("image_id"),
                    row.text("class"),
                    row.text("target"),
                    names(row.text("segments")),
                    names(row.text("alone")),
                    row.integer("passes"))));
    return images;
  }

  private static List<String> names(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(" \\+ "));
  }

  /** Writes how many images of each class flip by which set; the most frequent first. */
  public static void write(Path file, List<Counterfactual> images) throws IOException {
    Map<String, Map<String, Integer>> classes = new TreeMap<>();
    for (Counterfactual image : images) {
      classes
          .computeIfAbsent(image.className, name -> new TreeMap<>())
          .merge(String.join(AND, image.segments), 1, Integer::sum);
    }
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (Map.Entry<String, Map<String, Integer>> of : classes.entrySet()) {
            double all = of.getValue().values().stream().mapToInt(count -> count).sum();
            for (String set : byFrequency(of.getValue())) {
              int count = of.getValue().get(set);
              printer.printRecord(of.getKey(), set, count, count / all);
            }
          }
        });
  }

  private static Set<String> byFrequency(Map<String, Integer> sets) {
    List<String> order = new ArrayList<>(sets.keySet());
    order.remove("");
    order.sort(Comparator.comparing(sets::get, Comparator.reverseOrder()));
    return new LinkedHashSet<>(order);
  }
}
