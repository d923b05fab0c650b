package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.MapFolder;

/**
 * Computes one hash of everything that the rows or masks of an image depend on: its bytes, id, path
 * and label, its masks or the model that finds them, its maps, the classifier with its declaration,
 * and the program's version. Flags are not part of it: a run directory holds one configuration.
 *
 * @param run what all images share
 * @param segmenter gives fingerprints of the masks
 * @param maps folders of maps
 */
public record ImageKeys(String run, Segmenter segmenter, List<MapFolder> maps) {
  /** Key of an image that does not exist or cannot be read. */
  public static final String ABSENT = "absent";

  /** Returns the key of an image; a file that cannot be read has one, too. */
  public String of(ImageRecord record) {
    Sha256 hash = new Sha256();
    hash.add(String.join("\n", run, record.id(), record.path(), record.label(), ""));
    try {
      if (!Files.isRegularFile(record.file())) {
        return ABSENT;
      }
      hash.add(record.file()).add("\n" + segmenter.imageFingerprint(record.path()));
      for (MapFolder folder : maps) {
        hash.add("\n" + folder.fingerprint(record));
      }
    } catch (IOException e) {
      return ABSENT;
    }
    return hash.hex();
  }
}
