package org.segmentattribution.suspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.segmentattribution.api.Mask;
import org.segmentattribution.file.CsvFile;

/** {@code suspects.csv} and {@code suspects-regions.csv}. */
public final class SuspectsCsv {
  /** Name of the file in a run directory with a row a suspect. */
  public static final String FILE = "suspects.csv";

  /** Name of the file in a run directory with a row a region. */
  public static final String REGIONS = "suspects-regions.csv";

  private static final List<String> COLUMNS =
      List.of(
          "rank",
          "name",
          "regions",
          "images",
          "classes",
          "share_of_attribution",
          "density",
          "tightness",
          "beyond_chance",
          "separation",
          "contrast",
          "stability",
          "score",
          "clear");

  private static final List<String> REGION_COLUMNS =
      List.of(
          "image_id",
          "class",
          "rank",
          "x",
          "y",
          "width",
          "height",
          "pixels",
          "share",
          "grid_width",
          "grid_height",
          "runs");

  private SuspectsCsv() {}

  /**
   * Writes a row a suspect.
   *
   * @param names of suspects by rank; those without one have an empty cell
   */
  public static void write(Path file, List<Suspect> suspects, Map<Integer, String> names)
      throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (Suspect of : suspects) {
            Suspect.Strength strength = of.strength();
            printer.printRecord(
                of.number(),
                names.getOrDefault(of.number(), ""),
                of.regions().size(),
                of.images(),
                of.classes().entrySet().stream()
                    .map(e -> String.format(Locale.ROOT, "%s %.3f", e.getKey(), e.getValue()))
                    .collect(Collectors.joining("; ")),
                strength.share(),
                strength.density(),
                strength.alike().tightness(),
                strength.alike().beyondChance(),
                strength.alike().separation(),
                strength.contrast(),
                strength.alike().stability(),
                strength.score(),
                strength.isClear());
          }
        });
  }

  /** Returns the number of suspects in a file. */
  public static int count(Path file) throws IOException {
    int[] count = {0};
    CsvFile.read(file, COLUMNS, row -> count[0]++);
    return count[0];
  }

  /** Writes a row a region of a suspect; runs are {@code from-to@row}, without the column to. */
  public static void writeRegions(Path file, List<Suspect> suspects) throws IOException {
    CsvFile.write(
        file,
        REGION_COLUMNS,
        printer -> {
          for (Suspect of : suspects) {
            for (StrongRegion region : of.regions()) {
              RegionBox box = RegionBox.of(region.mask());
              printer.printRecord(
                  region.image(),
                  region.className(),
                  of.number(),
                  box.x(),
                  box.y(),
                  box.width(),
                  box.height(),
                  region.mask().area(),
                  region.share(),
                  region.mask().width(),
                  region.mask().height(),
                  MaskRuns.text(region.mask()));
            }
          }
        });
  }

  /** Reads the mask of each image's regions of one suspect, on the model's grid, by image id. */
  public static Map<String, Mask> masks(Path file, int rank) throws IOException {
    Map<String, List<Mask>> all = new TreeMap<>();
    CsvFile.read(
        file,
        REGION_COLUMNS,
        row -> {
          if (row.integer("rank") == rank) {
            all.computeIfAbsent(row.text("image_id"), id -> new ArrayList<>())
                .add(
                    MaskRuns.read(
                        row.integer("grid_width"), row.integer("grid_height"), row.text("runs")));
          }
        });
    Map<String, Mask> joined = new TreeMap<>();
    all.forEach((id, masks) -> joined.put(id, masks.stream().reduce(Mask::union).orElseThrow()));
    return joined;
  }
}
