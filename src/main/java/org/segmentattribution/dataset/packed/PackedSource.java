package org.segmentattribution.dataset.packed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.dataset.source.ImageSources;
import org.segmentattribution.dataset.source.NoteOrder;
import org.segmentattribution.dataset.source.UniqueIds;

/** Images that were unpacked from a file. */
record PackedSource(List<ImageRecord> records, List<InputNote> notes) implements ImageSource {
  /**
   * Lists them.
   *
   * @param file that they come from, for messages
   */
  static PackedSource of(Path file, UnpackedFolder unpacked) throws IOException {
    Listing listing = unpacked.listing();
    if (listing.labels() == null) {
      return folder(file, unpacked.pictures().resolve(listing.top()), listing.notes());
    }
    List<ImageRecord> records = new ArrayList<>();
    for (Listing.Label image : listing.labels()) {
      Path picture = unpacked.pictures().resolve(image.path());
      records.add(
          new ImageRecord(image.path(), image.path(), picture, image.label(), image.split()));
    }
    if (records.isEmpty()) {
      throw new IOException(file + " holds no image with a class");
    }
    return new PackedSource(UniqueIds.of(records), NoteOrder.of(listing.notes()));
  }

  private static PackedSource folder(Path file, Path root, List<InputNote> more)
      throws IOException {
    try {
      ImageSource source = ImageSources.open(root);
      List<InputNote> notes = new ArrayList<>(source.notes());
      notes.addAll(more);
      return new PackedSource(source.records(), NoteOrder.of(notes));
    } catch (IOException e) {
      // people know the archive, not its place in the cache
      throw new IOException(
          String.valueOf(e.getMessage()).replace(root.toString(), file.toString()), e);
    }
  }
}
