package org.segmentattribution.command.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.analysis.PhotographChoice;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.photograph.DrawnPhotograph;
import org.segmentattribution.report.photograph.Photograph;
import org.segmentattribution.report.photograph.PhotographIndex;
import org.segmentattribution.report.photograph.PictureSize;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.store.ImageTable;

/** Draws those chosen photographs of a run that are not drawn yet, and writes all of them. */
final class PhotographDrawing {
  private final PictureSize size;
  private final Map<Integer, String> ids = new HashMap<>();
  private final Map<String, String> keys = new TreeMap<>();
  private final Map<String, List<ImageTable>> toDraw = new HashMap<>();
  private final KeptPhotographs kept;

  private PhotographDrawing(RunDirectory directory, PhotographChoice choice) throws IOException {
    List<ImageTable> tables = choice.tables();
    size = PictureSize.of(tables.size());
    Map<String, String> images = new HashMap<>();
    KeyedImage.read(directory.folder()).forEach(image -> images.put(image.path(), image.key()));
    List<ImageTable> sorted = new ArrayList<>(tables);
    sorted.sort(
        Comparator.comparing((ImageTable t) -> t.image().path(), SegmentNames.BY_CODE_POINT)
            .thenComparingInt(ImageTable::number));
    for (ImageTable table : sorted) {
      String id = String.format(Locale.ROOT, "%05d", ids.size() + 1);
      ids.put(table.number(), id);
      keys.put(id, key(images.get(table.image().path()), choice.method(), table));
    }
    kept = KeptPhotographs.open(directory, Set.copyOf(keys.values()));
    for (ImageTable table : sorted) {
      if (!kept.has(keys.get(ids.get(table.number())))) {
        toDraw.computeIfAbsent(table.image().imageId(), id -> new ArrayList<>()).add(table);
      }
    }
  }

  /** Returns the hash of all that a photograph shows; flags are those of the run. */
  private String key(String image, String method, ImageTable table) {
    String text =
        String.join(
            "\n",
            String.valueOf(image),
            method,
            size.toString(),
            table.image().toString(),
            table.rows().toString() + (table.elsewhere() == null ? "" : table.elsewhere()));
    return new Sha256().add(text).hex();
  }

  /** Draws the photographs of a run whose tables are written. */
  static void draw(ExplainRun run, PhotographChoice choice, Progress progress) throws IOException {
    run.directory().delete(PhotographFiles.EARLIER);
    if (choice.tables().isEmpty()) {
      run.directory().delete(PhotographFiles.FOLDER);
    } else {
      new PhotographDrawing(run.directory(), choice).make(run, choice, progress);
    }
  }

  private void make(ExplainRun run, PhotographChoice choice, Progress progress) throws IOException {
    Set<String> images = toDraw.keySet();
    if (!images.isEmpty() && size.maps()) {
      run.again()
          .byFirstMethod(
              images,
              progress,
              sample -> {
                draw(sample.image(), sample.map(), sample.table().image().target());
                return true;
              });
    } else if (!images.isEmpty()) {
      run.again().prepared(images, progress, image -> draw(image, null, null));
    }
    List<Photograph> photographs =
        keys.entrySet().stream()
            .filter(entry -> kept.has(entry.getValue()))
            .map(entry -> kept.get(entry.getValue(), entry.getKey()))
            .toList();
    kept.finish(
        new PhotographIndex(
            choice.method(),
            choice.signed(),
            choice.count(),
            choice.segments(),
            photographs,
            choice.strips().stream().map(this::strip).toList()),
        keys);
  }

  private PhotographIndex.Strip strip(PhotographChoice.Strip chosen) {
    return new PhotographIndex.Strip(
        chosen.className(),
        chosen.picks().stream()
            .filter(pick -> kept.has(keys.get(ids.get(pick.table()))))
            .map(
                pick ->
                    new PhotographIndex.Pick(
                        ids.get(pick.table()), pick.segment(), pick.caption(), pick.sign()))
            .toList());
  }

  /** Draws an image with its tables: that of a target, or, with null, all. */
  private void draw(PreparedImage image, float[] map, String target) throws IOException {
    for (ImageTable table : toDraw.getOrDefault(image.record().id(), List.of())) {
      if (target == null || target.equals(table.image().target())) {
        String id = ids.get(table.number());
        List<ImageTable.Row> rows = new ArrayList<>(table.rows());
        rows.sort(Comparator.comparingDouble(ImageTable.Row::rank));
        DrawnPhotograph of =
            DrawnPhotograph.of(image.grid(), map, masks(image.segments(), rows), size);
        kept.keep(keys.get(id), photograph(id, table, rows, of), of);
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
      String id, ImageTable whole, List<ImageTable.Row> table, DrawnPhotograph of) {
    ExplainedImage image = whole.image();
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
        table.size() - rows.size(),
        whole.elsewhere() == null ? null : outside(whole.elsewhere(), sum));
  }

  private static Photograph.Outside outside(ImageTable.Row row, double segments) {
    double sum = segments + Math.abs(row.signed());
    return new Photograph.Outside(
        rounded(sum > 0 ? row.signed() / sum : 0), rounded(row.fraction()));
  }

  private static double rounded(double share) {
    return Math.round(1e6 * share) / 1e6;
  }
}
