package org.segmentattribution.segmentation.coco;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.WrongInput;

/**
 * Notes the annotations that a run did not use, or used with an assumption.
 *
 * @param isWanted whether a segment was asked for
 */
record CocoNotes(CocoFile coco, CocoMatch match, Predicate<String> isWanted) {
  private static final String KIND = "annotation";

  /**
   * Returns the notes in the order of the images, then those on annotations that belong to none.
   */
  List<InputNote> of(List<String> paths) {
    List<InputNote> notes = new ArrayList<>();
    Set<Long> used = new HashSet<>();
    for (String path : paths) {
      CocoImage entry;
      try {
        entry = match.find(path);
      } catch (WrongInput e) {
        continue; // such an image is listed among the failures
      }
      used.add(entry.id());
      if (match.isGuess(path)) {
        String id = "image " + coco.index().ids().text(entry.id());
        notes.add(note(id, true, "'" + entry.fileName() + "' is taken for " + path));
      }
      for (CocoAnnotation annotation : coco.index().annotations(entry)) {
        add(annotation, notes);
      }
    }
    for (CocoAnnotation annotation : coco.index().orphans()) {
      String reason =
          annotation.fault() != null && annotation.fault().contains("image_id")
              ? annotation.fault()
              : "it is of none of the file's images";
      notes.add(note(annotation.shown(coco.index().ids()), false, reason));
    }
    addOthers(used, notes);
    return notes;
  }

  private void add(CocoAnnotation annotation, List<InputNote> notes) {
    String id = annotation.shown(coco.index().ids());
    String fault = coco.index().fault(annotation);
    if (fault != null) {
      notes.add(note(id, false, fault));
      return;
    }
    if (annotation.panoptic()) {
      return;
    }
    String name = coco.categories().get(annotation.category());
    if (!isWanted.test(name)) {
      notes.add(note(id, false, "'" + name + "' is not among the segments asked for"));
      return;
    }
    if (coco.index().isRepeated(annotation)) {
      notes.add(note(id, true, "another annotation has the same id; both are used"));
    }
    if (annotation.broken() > 0) {
      String reason = "%d of its polygons have fewer than 3 corners and cover nothing";
      notes.add(note(id, true, reason.formatted(annotation.broken())));
    }
  }

  /** Adds one note on all images of the file that are not in this run: there may be many. */
  private void addOthers(Set<Long> used, List<InputNote> notes) {
    long images = 0;
    long annotations = 0;
    String first = null;
    for (CocoImage image : coco.index().images()) {
      if (!used.contains(image.id())) {
        first = first == null ? image.fileName() : first;
        images++;
        annotations += coco.index().annotations(image).size();
      }
    }
    if (images > 0) {
      String reason =
          "%d of its images, with %d annotations, are no images of this run, such as %s";
      notes.add(
          new InputNote(
              KIND,
              coco.file().getFileName().toString(),
              false,
              reason.formatted(images, annotations, first)));
    }
  }

  private InputNote note(String id, boolean used, String reason) {
    return new InputNote(KIND, coco.file().getFileName() + "#" + id, used, reason);
  }
}
