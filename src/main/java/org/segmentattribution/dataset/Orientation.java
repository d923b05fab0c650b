package org.segmentattribution.dataset;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.segmentattribution.image.RgbImage;

/**
 * How the stored rows lie in the upright picture: EXIF's tag 0x0112.
 *
 * @param value 1 (upright) to 8
 */
record Orientation(int value) {
  private static final Orientation UPRIGHT = new Orientation(1);

  /** What the file says; upright where it says nothing or nonsense. */
  static Orientation of(byte[] file) {
    try {
      var exif =
          ImageMetadataReader.readMetadata(new ByteArrayInputStream(file))
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      if (exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
        return UPRIGHT;
      }
      int value = exif.getInt(ExifIFD0Directory.TAG_ORIENTATION);
      return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
    } catch (ImageProcessingException | IOException | MetadataException e) {
      return UPRIGHT;
    }
  }

  /** The picture upright. */
  RgbImage apply(RgbImage stored) {
    if (value == 1) {
      return stored;
    }
    boolean turned = value >= 5;
    int width = turned ? stored.height() : stored.width();
    int height = turned ? stored.width() : stored.height();
    RgbImage upright = RgbImage.black(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int mirroredX = width - 1 - x;
        int mirroredY = height - 1 - y;
        int column =
            switch (value) {
              case 2, 3 -> mirroredX;
              case 4 -> x;
              case 5, 6 -> y;
              default -> mirroredY;
            };
        int row =
            switch (value) {
              case 2 -> y;
              case 3, 4 -> mirroredY;
              case 5, 8 -> x;
              default -> mirroredX;
            };
        upright.set(
            x,
            y,
            stored.value(column, row, 0),
            stored.value(column, row, 1),
            stored.value(column, row, 2));
      }
    }
    return upright;
  }
}
