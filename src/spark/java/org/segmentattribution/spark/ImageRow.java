package org.segmentattribution.spark;

import java.io.Serializable;
import java.nio.file.Path;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.run.KeyedImage;

/**
 * An image as it travels to an executor: where it is, and the hash of what its rows depend on.
 *
 * @param id of the image
 * @param path as listed
 * @param file where every executor finds the bytes
 * @param label class name, or empty
 * @param split or empty
 * @param key hash of the image's bytes, masks, maps, model and the program's version; empty where
 *     it is not known yet
 */
record ImageRow(String id, String path, String file, String label, String split, String key)
    implements Serializable {

  static ImageRow of(ImageRecord record, String key) {
    return new ImageRow(
        record.id(),
        record.path(),
        record.file().toAbsolutePath().toString(),
        record.label(),
        record.split(),
        key);
  }

  ImageRecord record() {
    return new ImageRecord(id, path, Path.of(file), label, split);
  }

  KeyedImage keyed() {
    return new KeyedImage(id, path, key);
  }
}
