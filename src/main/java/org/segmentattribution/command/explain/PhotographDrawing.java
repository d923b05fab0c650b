package org.segmentattribution.command.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.segmentattribution.analysis.PhotographChoice;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.photograph.DrawnPhotograph;
import org.segmentattribution.report.photograph.Photograph;
import org.segmentattribution.report.photograph.PhotographIndex;
import org.segmentattribution.report.photograph.PictureSize;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.store.ImageTable;

/** Draws the chosen photographs of a run, and writes them with their index. */
final class PhotographDrawing {
  private final RunDirectory directory;
  private final PictureSize size;
  private final Map<Integer, String> ids = new HashMap<>();
  private final Map<String, List<ImageTable>> byImage = new LinkedHashMap<>();
  private final Map<String, Photograph> drawn = new ConcurrentHashMap<>();

  private PhotographDrawing(RunDirectory directory, List<ImageTable> tables) {
    this.directory = directory;
    size = PictureSize.of(tables.size());
    List<ImageTable> sorted = new ArrayList<>(tables);
    sorted.sort(
        Comparator.comparing((ImageTable t) -> t.image().path(), SegmentNames.BY_CODE_POINT)
            .thenComparingInt(ImageTable::number));
    for (ImageTable table : sorted) {
      ids.put(table.number(), String.format(Locale.ROOT, "%05d", ids.size() + 1));
      byImage.computeIfAbsent(table.image().imageId(), id -> new ArrayList<>()).add(table);
    }
  }

  /** Draws the photographs of a run whose tables are written. */
  static void draw(ExplainRun run, PhotographChoice choice, Progress progress) throws IOException {
    run.directory().delete(PhotographFiles.EARLIER);
    run.directory().delete(PhotographFiles.FOLDER);
    if (!choice.tables().isEmpty()) {
      new PhotographDrawing(run.directory(), choice.tables()).make(run, choice, progress);
    }
  }

  private void make(ExplainRun run, PhotographChoice choice, Progress progress) throws IOException {
    Set<String> images = new HashSet<>(byImage.keySet());
    if (size.maps()) {
      run.again()
          .byFirstMethod(
              images,
              progress,
              sample -> {
                draw(sample.image(), sample.map(), sample.table().image().target());
                return true;
              });
    } else {
      run.again().prepared(images, progress, image -> draw(image, null, null));
    }
    List<Photograph> photographs =
        drawn.values().stream().sorted(Comparator.comparing(Photograph::id)).toList();
    PhotographFiles.write(
        directory,
        new PhotographIndex(
            choice.method(),
            choice.signed(),
            choice.count(),
            choice.segments(),
            photographs,
            choice.strips().stream().map(this::strip).toList()));
  }

  private PhotographIndex.Strip strip(PhotographChoice.Strip chosen) {
    return new PhotographIndex.Strip(
        chosen.className(),
        chosen.picks().stream()
            .filter(pick -> drawn.containsKey(ids.get(pick.table())))
            .map(
                pick ->
                    new PhotographIndex.Pick(
                        ids.get(pick.table()), pick.segment(), pick.caption(), pick.sign()))
            .toList());
  }

  /** Draws an image with its tables: that of a target, or, with null, all. */
  private void draw(PreparedImage image, float[] map, String target) throws IOException {
    for (ImageTable table : byImage.getOrDefault(image.record().id(), List.of())) {
      if (target == null || target.equals(table.image().target())) {
        String id = ids.get(table.number());
        List<ImageTable.Row> rows = new ArrayList<>(table.rows());
        rows.sort(Comparator.comparingDouble(ImageTable.Row::rank));
        DrawnPhotograph of =
            DrawnPhotograph.of(image.grid(), map, masks(image.segments(), rows), size);
        PhotographFiles.write(directory, id, of);
        drawn.put(id, photograph(id, table.image(), rows, of));
      }
    }
  }

  private static List<NamedMask> masks(PreparedSegments segments, List<ImageTable.Row> rows) {
    Map<Integer, Mask> masks = new HashMap<>();
    segments.items().forEach(item -> masks.put(item.id(), item.padded()));
    Mask none = Mask.empty(segments.width(), segments.height());
    return rows.stream()
        .map(row -> new NamedMask(row.segment(), masks.getOrDefault(row.id(), none)))
        .toList();
  }

  private Photograph photograph(
      String id, ExplainedImage image, List<ImageTable.Row> table, DrawnPhotograph of) {
    double sum = table.stream().mapToDouble(row -> Math.abs(row.signed())).sum();
    List<Photograph.Row> rows = new ArrayList<>();
    for (ImageTable.Row row : table.subList(0, Math.min(table.size(), size.rows()))) {
      DrawnPhotograph.Outline outline = of.outline(rows.size());
      rows.add(
          new Photograph.Row(
              row.segment(),
              row.rank(),
              rounded(sum > 0 ? row.signed() / sum : 0),
              rounded(row.fraction()),
              outline.path(),
              outline.x(),
              outline.y()));
    }
    return new Photograph(
        id,
        image.path(),
        new Photograph.Answer(
            image.label(),
            image.reading().className(),
            image.predicted(),
            rounded(Math.min(1, Math.max(0, image.confidence()))),
            image.target(),
            image.reading().correct()),
        new Photograph.Frame(of.width(), of.height(), of.map().length > 0),
        rows,
        table.size() - rows.size());
  }

  private static double rounded(double share) {
    return Math.round(1e6 * share) / 1e6;
  }
}
