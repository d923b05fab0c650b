package org.segmentattribution.command.rate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.command.ablate.ChunkEffects;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.saliency.removal.ModelInput;
import org.segmentattribution.table.SatCsv;

/**
 * Measures what a rating needs of some images. Safe for several threads.
 *
 * @param opened the run
 * @param effects measures effects; null where the run has them
 * @param further makes the tables of methods that the run does not have; null for none
 * @param tests makes the maps that are tested; null for none
 * @param cells removes cells
 * @param random explains with random weights; null for not
 * @param drawn which images are tested
 */
record RateChunk(
    UnchangedRun opened,
    ChunkEffects effects,
    Tabulator further,
    Tabulator tests,
    CellRemoval cells,
    RandomisedNetwork random,
    Drawn drawn) {
  /** Name of the file of a chunk with the rows of further methods. */
  static final String ROWS = "sat.csv";

  /**
   * Which images are tested, by id.
   *
   * @param cells those whose cells are removed
   * @param random those that are explained with random weights
   */
  record Drawn(Set<String> cells, Set<String> random) {
    boolean has(String id) {
      return cells.contains(id) || random.contains(id);
    }
  }

  /** Returns the steps of a chunk: images, and once more those whose cells are removed. */
  int steps(UnchangedRun.Chunk chunk) {
    return chunk.images().size()
        + (int) chunk.images().stream().filter(image -> drawn.cells.contains(image.id())).count();
  }

  /**
   * Writes all files of a chunk.
   *
   * @param removed called after each image whose cells were removed, which takes longest
   */
  void write(UnchangedRun.Chunk chunk, Path folder, Runnable removed) throws IOException {
    List<PreparedImage> images = opened.prepared(chunk.images());
    if (effects != null) {
      new EffectCsv(false).write(folder.resolve(EffectCsv.FILE), effects.of(images).effects());
    }
    List<SegmentAttribution> rows = new ArrayList<>();
    if (further != null && !images.isEmpty()) {
      further.tabulate(images).tables().forEach(table -> rows.addAll(table.rows()));
    }
    SatCsv.write(folder.resolve(ROWS), rows);
    List<PreparedImage> some =
        images.stream().filter(image -> drawn.has(image.record().id())).toList();
    MapTests.write(folder, tests == null || some.isEmpty() ? List.of() : lines(some, removed));
  }

  private List<MapTests.Line> lines(List<PreparedImage> some, Runnable removed) {
    List<MapTests.Line> lines = new ArrayList<>();
    Tabulator.Result made = tests.tabulate(some);
    for (int i = 0; i < made.images().size(); i++) {
      Map<String, float[]> maps = new LinkedHashMap<>();
      int at = i;
      made.explanation().maps().forEach((method, all) -> maps.put(method, all[at]));
      lines.addAll(lines(made.images().get(i), made.explanation().targets()[i], maps));
      if (drawn.cells.contains(made.images().get(i).record().id())) {
        removed.run();
      }
    }
    return lines;
  }

  private List<MapTests.Line> lines(PreparedImage image, int target, Map<String, float[]> maps) {
    String id = image.record().id();
    float[] values = new float[opened.declaration().input().length()];
    opened.declaration().input().toInput(image.pixels(), values, 0);
    List<float[]> all = List.copyOf(maps.values());
    double[][] gains =
        drawn.cells.contains(id)
            ? cells.gains(id, ModelInput.of(values, opened.declaration().input()), target, all)
            : null;
    Map<String, Double> alike =
        random != null && drawn.random.contains(id) ? random.alike(values, target, maps) : Map.of();
    List<MapTests.Line> lines = new ArrayList<>();
    int next = 0;
    for (String method : maps.keySet()) {
      double[] of = gains == null ? new double[] {Double.NaN, Double.NaN} : gains[next];
      String name = opened.declaration().classes().get(target);
      lines.add(new MapTests.Line(id, name, method, of, alike.getOrDefault(method, Double.NaN)));
      next++;
    }
    return lines;
  }
}
