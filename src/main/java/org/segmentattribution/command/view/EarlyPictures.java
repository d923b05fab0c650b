package org.segmentattribution.command.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.image.Preprocessing;

/**
 * Pictures of a plain folder before it is listed, which takes seconds where it has 100,000 files.
 * Whether they are still those of the run is not known yet, so they are not kept.
 *
 * @param folder with links followed
 * @param input preprocessing of the classifier
 */
record EarlyPictures(Path folder, Preprocessing input) {
  /** Returns the picture at a path of the tables; refuses one outside of the folder. */
  RgbImage picture(String path) throws IOException {
    try {
      Path file = folder.resolve(path).toRealPath();
      if (file.startsWith(folder) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return input.toGrid(new ImageDecoder().decode(file));
      }
    } catch (IOException | RuntimeException e) {
      throw new OpenedImages.NotShown("This photograph is not there yet.");
    }
    throw new OpenedImages.NotShown("This photograph is not there yet.");
  }
}
