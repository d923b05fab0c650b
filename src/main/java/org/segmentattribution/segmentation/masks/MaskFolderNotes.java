package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.segmentation.pixels.MaskFormat;

/**
 * Notes the mask files that a run did not use, or used with an assumption.
 *
 * @param isWanted whether a segment was asked for
 * @param all paths of the data set's images; a mask may belong to one that was left out
 */
record MaskFolderNotes(
    MaskDeclaration declared,
    LabelMap labels,
    Predicate<String> isWanted,
    MaskPlaces places,
    List<String> all) {
  private static final String KIND = "mask";

  /** Returns the notes in the order of the images, then those on files that belong to none. */
  List<InputNote> of(List<String> paths) throws IOException {
    List<InputNote> notes = new ArrayList<>();
    Set<Path> taken = new HashSet<>();
    boolean maps = false;
    for (String path : paths) {
      ImageMasks masks = places.find(path);
      maps |= masks.map() != null;
      addUnused(masks, notes);
      take(masks, taken);
    }
    if (maps && labels.hasVoid()) {
      notes.add(
          note(
              labels.names().get().file().getFileName().toString(),
              true,
              "255 is no segment in label maps (void): no line names it"));
    }
    for (String path : all) {
      take(places.find(path), taken);
    }
    addOrphans(taken, notes);
    return notes;
  }

  private void addUnused(ImageMasks masks, List<InputNote> notes) throws IOException {
    Set<String> listed = null;
    if (masks.isListed()) {
      listed =
          MaskListing.read(masks.folder()).stream()
              .map(MaskListing.Entry::file)
              .collect(Collectors.toSet());
    }
    for (MaskPiece piece : masks.pieces()) {
      String file = MaskHints.relative(declared.path(), piece.file());
      if (listed != null && !listed.contains(piece.file().getFileName().toString())) {
        notes.add(note(file, false, "segments.csv beside it does not list it"));
      } else if (listed == null && !isWanted.test(piece.segment())) {
        notes.add(
            note(file, false, "'" + piece.segment() + "' is not among the segments asked for"));
      } else if (MaskFormat.isLossy(piece.file())) {
        notes.add(
            note(
                file,
                true,
                "%s changes values: cut at %s of the full scale; PNG keeps them"
                    .formatted(
                        MaskFormat.of(piece.file()) == MaskFormat.JPEG ? "JPEG" : "lossy WebP",
                        declared.reading().inside(1))));
      }
    }
    if (listed != null) {
      for (MaskListing.Entry entry : MaskListing.read(masks.folder())) {
        if (!isWanted.test(SegmentNames.normalise(entry.segment()))) {
          String file = MaskHints.relative(declared.path(), masks.folder().resolve(entry.file()));
          notes.add(
              note(file, false, "'" + entry.segment() + "' is not among the segments asked for"));
        }
      }
    }
    for (Path file : masks.rest()) {
      String reason =
          file.getFileName().toString().startsWith(".")
              ? "hidden file"
              : "not a picture: masks are PNG, JPEG, BMP, TIFF, GIF, WebP or .npy";
      notes.add(note(MaskHints.relative(declared.path(), file), false, reason));
    }
  }

  private static void take(ImageMasks masks, Set<Path> taken) {
    if (masks.map() != null) {
      taken.add(masks.map());
    }
    if (masks.folder() != null) {
      taken.add(masks.folder());
    }
    masks.pieces().forEach(piece -> taken.add(piece.file()));
  }

  /** Adds one note on all files that belong to no image: there may be as many as a data set has. */
  private void addOrphans(Set<Path> taken, List<InputNote> notes) throws IOException {
    List<Path> orphans;
    try (Stream<Path> files = Files.walk(declared.path(), FileVisitOption.FOLLOW_LINKS)) {
      orphans =
          files
              .filter(file -> MaskFormat.isNamed(file.getFileName().toString()))
              .filter(file -> !taken.contains(file) && !taken.contains(file.getParent()))
              .filter(Files::isRegularFile)
              .sorted((a, b) -> a.toString().compareTo(b.toString()))
              .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (!orphans.isEmpty()) {
      String file = MaskHints.relative(declared.path(), orphans.get(0));
      String reason = "belongs to no image of this data set";
      if (orphans.size() > 1) {
        reason =
            "%d files belong to no image of this data set, such as this".formatted(orphans.size());
      }
      notes.add(note(file, false, reason));
    }
  }

  private static InputNote note(String path, boolean used, String reason) {
    return new InputNote(KIND, path, used, reason);
  }
}
