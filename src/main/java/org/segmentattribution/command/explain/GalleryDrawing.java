package org.segmentattribution.command.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.segmentattribution.analysis.GalleryChoice;
import org.segmentattribution.analysis.RankInTable;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.pipeline.ExplainedSample;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.gallery.Gallery;
import org.segmentattribution.report.gallery.GalleryPicture;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.run.RunDirectory;

/** Explains the chosen images again, draws each, and writes drawings and index. */
final class GalleryDrawing {
  private final RunDirectory directory;
  private final Map<String, String> ids = new HashMap<>();

  private GalleryDrawing(RunDirectory directory) {
    this.directory = directory;
  }

  /** Makes the gallery of a run whose tables are written. */
  static void draw(ExplainRun run, GalleryChoice choice, Progress progress) throws IOException {
    if (choice.method() != null) {
      new GalleryDrawing(run.directory()).make(run, choice, progress);
    }
  }

  private void make(ExplainRun run, GalleryChoice choice, Progress progress) throws IOException {
    List<GalleryChoice.Shelf> shelves = choice.shelves();
    TreeSet<String> tables = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    Set<String> images = new HashSet<>();
    for (GalleryChoice.Shelf shelf : shelves) {
      Stream.concat(shelf.most().stream(), shelf.least().stream())
          .forEach(
              standing -> {
                tables.add(standing.table());
                images.add(standing.imageId());
              });
    }
    tables.forEach(id -> ids.put(id, String.format(Locale.ROOT, "%03d", ids.size() + 1)));
    directory.delete(GalleryFiles.FOLDER);
    List<Gallery.Picture> pictures =
        run.again().byFirstMethod(images, progress, this::picture).stream()
            .flatMap(Optional::stream)
            .toList();
    List<String> drawn = pictures.stream().map(Gallery.Picture::id).toList();
    List<Gallery.Shelf> filled = new ArrayList<>();
    for (GalleryChoice.Shelf shelf : shelves) {
      filled.add(
          new Gallery.Shelf(
              shelf.className(),
              shelf.segment(),
              shelf.images(),
              shelf.meanRank(),
              places(shelf.most(), drawn),
              places(shelf.least(), drawn)));
    }
    GalleryFiles.write(directory, new Gallery(choice.method(), filled, pictures));
  }

  private List<Gallery.Place> places(List<RankInTable> standings, List<String> drawn) {
    return standings.stream()
        .map(s -> new Gallery.Place(ids.get(s.table()), s.rank(), s.of(), s.share()))
        .filter(place -> drawn.contains(place.picture()))
        .toList();
  }

  /** Empty for a table that is not shown, of an image of which another one is. */
  private Optional<Gallery.Picture> picture(ExplainedSample sample) throws IOException {
    String id =
        ids.get(
            RankInTable.table(sample.table().image().imageId(), sample.table().image().target()));
    if (id == null) {
      return Optional.empty();
    }
    RgbImage image = sample.image().grid();
    List<NamedMask> masks =
        sample.image().segments().items().stream()
            .map(item -> new NamedMask(item.name(), item.padded()))
            .toList();
    String title = sample.table().image().path();
    directory.write(
        GalleryFiles.drawing(id),
        GalleryPicture.svg(new GalleryPicture.Input(id, title, image, sample.map(), masks)));
    return Optional.of(
        new Gallery.Picture(
            id,
            title,
            new Gallery.Picture.Answer(
                sample.table().image().label(),
                sample.table().image().predicted(),
                sample.table().image().confidence(),
                sample.table().image().target()),
            GalleryPicture.width(),
            GalleryPicture.height(image),
            rows(sample.table().rows())));
  }

  private static List<Gallery.Row> rows(List<SegmentAttribution> table) {
    double sum = table.stream().mapToDouble(SegmentAttribution::meanAttribution).sum();
    return table.stream()
        .map(
            r ->
                new Gallery.Row(
                    r.segment(),
                    r.rank(),
                    r.meanSigned(),
                    sum > 0 ? r.meanAttribution() / sum : 0,
                    r.facts().maskFraction()))
        .toList();
  }
}
