package org.segmentattribution.command.embed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.ExplainedTables;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.SegmentAttributionTable;

/** Sorts the results of a batch by image. */
final class TablesByImage {
  private final List<ImageRecord> images;
  private final Map<String, Part> byId = new HashMap<>();
  private final Map<String, Part> byPath = new HashMap<>();

  /** The results for one image. */
  private record Part(
      Set<ExplainedImage> explained,
      List<SegmentAttribution> rows,
      List<Failure> failures,
      Set<String> notes) {
    Part() {
      this(new LinkedHashSet<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashSet<>());
    }
  }

  /** Starts with images; throws {@link WrongInput} where two have one id. */
  TablesByImage(List<ImageRecord> images) {
    this.images = images;
    for (ImageRecord image : images) {
      Part part = new Part();
      byPath.put(image.path(), part);
      if (byId.put(image.id(), part) != null) {
        throw new WrongInput("two images have the id '" + image.id() + "'");
      }
    }
  }

  /** Returns one element for each image, in order. */
  List<ExplainedTables> of(OpenedExplainer.Batch batch) {
    batch.unread().forEach(this::add);
    if (batch.explained() != null) {
      batch.explained().failures().forEach(this::add);
      batch.explained().tables().forEach(this::add);
      batch.explained().images().forEach(this::addNotes);
    }
    return images.stream().map(this::tables).toList();
  }

  private void add(Failure failure) {
    byPath.get(failure.image()).failures.add(failure);
  }

  private void add(SegmentAttributionTable table) {
    Part part = byId.get(table.image().imageId());
    part.explained.add(table.image());
    part.rows.addAll(table.rows());
  }

  private void addNotes(PreparedImage image) {
    Part part = byId.get(image.record().id());
    for (PreparedSegments.Skipped skipped : image.segments().skipped()) {
      part.notes.add(skipped.name() + ": " + skipped.reason().text());
    }
  }

  private ExplainedTables tables(ImageRecord image) {
    Part part = byId.get(image.id());
    return new ExplainedTables(
        image, List.copyOf(part.explained), part.rows, part.failures, List.copyOf(part.notes));
  }
}
