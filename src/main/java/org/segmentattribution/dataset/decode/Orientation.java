package org.segmentattribution.dataset.decode;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import org.segmentattribution.api.RgbImage;

/**
 * How the stored rows lie in the upright picture: EXIF tag 0x0112.
 *
 * @param value 1 (upright) to 8
 */
record Orientation(int value) {
  static final Orientation UPRIGHT = new Orientation(1);

  /** Reads the orientation in an EXIF block; upright where it has none or a wrong one. */
  static Orientation of(byte[] exif) {
    Metadata metadata = new Metadata();
    try {
      new ExifReader().extract(new ByteArrayReader(exif), metadata);
    } catch (RuntimeException broken) {
      return UPRIGHT; // side information: the pixels may still be good
    }
    var directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer value =
        directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value != null && value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
  }

  /** Returns the picture turned upright. */
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
