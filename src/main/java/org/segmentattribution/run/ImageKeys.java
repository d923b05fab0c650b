package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.MapFolder;

/**
 * What the rows or masks of an image depend on, in one hash: its bytes, id, path and label, its
 * masks or the model that finds them, the maps that are read, the classifier with its declaration
 * and the program's version. The flags are not in it: a run directory holds one configuration.
 *
 * @param run what is the same for all images
 * @param segmenter that is asked for the masks
 * @param maps folders of maps
 */
public record ImageKeys(String run, Segmenter segmenter, List<MapFolder> maps) {
  /** The key of an image that is not there, or cannot be read. */
  public static final String ABSENT = "absent";

  /** Of one image; a file that cannot be read has a key too. */
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
