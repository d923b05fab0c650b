package org.segmentattribution.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.segmentattribution.file.CsvFile;

/**
 * {@code cof.csv}: counterfactual frequencies by segment (Hinns, Martens 2024: CoF tables).
 *
 * @param classes what was searched in each class
 * @param rows of each class, the most frequent first
 */
public record CofTable(Map<String, OfClass> classes, List<CofRow> rows) {
  /** Name of the file in a run directory. */
  public static final String FILE = "cof.csv";

  private static final List<String> COLUMNS =
      List.of(
          "class",
          "segment",
          "images",
          "share",
          "share_of_found",
          "present",
          "alone",
          "alone_share",
          "of_images",
          "found",
          "coverage",
          "passes");

  /** Copies what may change. */
  public CofTable {
    classes = new LinkedHashMap<>(classes);
    rows = List.copyOf(rows);
  }

  /**
   * The images of a class.
   *
   * @param images number of images, of several explained classes each
   * @param found those with a counterfactual
   * @param passes mean number of pictures that were classified for an image
   */
  public record OfClass(int images, int found, double passes) {
    /** Returns the share of the images with a counterfactual. */
    public double coverage() {
      return (double) found / images;
    }
  }

  /** Counts while images are read. */
  private static final class Counts {
    private int images;
    private int found;
    private long passes;
    private final Map<String, Integer> sets = new HashMap<>();
    private final Map<String, Integer> alone = new HashMap<>();

    void add(Counterfactual image) {
      images++;
      found += image.segments().isEmpty() ? 0 : 1;
      passes += image.passes();
      image.segments().forEach(name -> sets.merge(name, 1, Integer::sum));
      image.alone().forEach(name -> alone.merge(name, 1, Integer::sum));
    }
  }

  /**
   * Counts.
   *
   * @param images counterfactuals of all images
   * @param effects of the same run, which say how many images have a segment
   */
  public static CofTable of(List<Counterfactual> images, List<EffectSummary> effects) {
    Map<String, Counts> counts = new TreeMap<>();
    Counts all = new Counts();
    for (Counterfactual image : images) {
      counts.computeIfAbsent(image.className(), name -> new Counts()).add(image);
      all.add(image);
    }
    counts.put(EffectSummaries.ALL, all);
    Map<String, OfClass> classes = new LinkedHashMap<>();
    List<CofRow> rows = new ArrayList<>();
    counts.forEach(
        (name, of) -> {
          if (of.images > 0) {
            classes.put(name, new OfClass(of.images, of.found, (double) of.passes / of.images));
          }
          effects.stream()
              .filter(row -> row.className().equals(name))
              .map(
                  row ->
                      new CofRow(
                          name,
                          row.segment(),
                          row.images(),
                          of.alone.getOrDefault(row.segment(), 0),
                          of.sets.getOrDefault(row.segment(), 0)))
              .sorted(
                  Comparator.comparing(CofRow::counterfactuals)
                      .thenComparing(CofRow::alone)
                      .reversed()
                      .thenComparing(CofRow::segment))
              .forEach(rows::add);
        });
    return new CofTable(classes, rows);
  }

  /** Returns the rows of a class. */
  public List<CofRow> rows(String className) {
    return rows.stream().filter(row -> row.className().equals(className)).toList();
  }

  /** Replaces the file. */
  public void write(Path file) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (CofRow row : rows) {
            OfClass of = classes.get(row.className());
            printer.printRecord(
                row.className(),
                row.segment(),
                row.counterfactuals(),
                (double) row.counterfactuals() / of.images,
                CsvFile.text((double) row.counterfactuals() / of.found),
                row.present(),
                row.alone(),
                (double) row.alone() / row.present(),
                of.images,
                of.found,
                of.coverage(),
                of.passes);
          }
        });
  }

  /** Reads the file. */
  public static CofTable read(Path file) throws IOException {
    Map<String, OfClass> classes = new LinkedHashMap<>();
    List<CofRow> rows = new ArrayList<>();
    CsvFile.read(
        file,
        COLUMNS,
        row -> {
          String name = row.text("class");
          classes.put(
              name,
              new OfClass(row.integer("of_images"), row.integer("found"), row.number("passes")));
          rows.add(
              new CofRow(
                  name,
                  row.text("segment"),
                  row.integer("present"),
                  row.integer("alone"),
                  row.integer("images")));
        });
    return new CofTable(classes, rows);
  }
}
