package org.segmentattribution.dataset.packed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.dataset.decode.FileKind;

/** Tells how the files of an archive are laid out. */
final class ArchiveListing {
  private static final String METADATA = "metadata.";

  private ArchiveListing() {}

  /** Returns the samples of a WebDataset, or the folder in which the images are. */
  static Listing of(Path file, Intake intake) throws IOException {
    Optional<List<Listing.Label>> samples =
        intake.paths().stream().anyMatch(path -> name(path).startsWith(METADATA))
            ? Optional.empty()
            : WebDataset.read(intake, SplitOfName.of(file));
    if (samples.isPresent()) {
      return new Listing("", samples.get(), intake.notes());
    }
    String top = top(intake.paths());
    if (!top.isEmpty()) {
      String reason = "the only folder in the archive: paths are relative to it";
      intake.notes().add(new InputNote("folder", top, true, reason));
    }
    return new Listing(top, null, intake.notes());
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Returns the one folder that holds everything, where there are class folders, splits or a list
   * inside it: archives are often made of a folder with its name.
   */
  private static String top(List<String> paths) {
    Set<String> tops = new TreeSet<>();
    boolean inner = false;
    for (String path : paths) {
      if (ArchiveNames.isHidden(path)) {
        continue;
      }
      String[] parts = path.split("/");
      tops.add(parts.length > 1 ? parts[0] : "");
      boolean picture = FileKind.namesImage(Path.of(path));
      inner |= parts.length > 2 && picture || parts.length == 2 && parts[1].startsWith(METADATA);
    }
    String only = tops.size() == 1 ? tops.iterator().next() : "";
    return inner && !ImageRecord.SplitName.isAny(only) ? only : "";
  }
}
