package org.segmentattribution.run.images;

import java.io.IOException;
import java.util.List;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.file.Sha256;

/**
 * SHA-256 over the content of images and what finds their segments: shows whether an experiment
 * that learns from all of them would give another result. A new file date alone changes nothing.
 */
public final class ContentHash {
  private static final String UNREADABLE = "unreadable";

  private ContentHash() {}

  /** Hashes path, label, split and bytes of every file; a file that cannot be read counts, too. */
  public static String ofImages(List<ImageRecord> images) {
    Sha256 hash = new Sha256();
    for (ImageRecord r : images) {
      hash.add(String.join("\t", r.path(), r.label(), r.split()) + "\n");
      hash.add(ofBytes(r) + "\n");
    }
    return hash.hex();
  }

  private static String ofBytes(ImageRecord image) {
    try {
      return new Sha256().add(image.file()).hex();
    } catch (IOException e) {
      return UNREADABLE;
    }
  }

  /**
   * Hashes the segmenter's fingerprint for every image: its masks, or the model and the prompts.
   */
  public static String ofSegments(Segmenter segmenter, List<ImageRecord> images) {
    Sha256 hash = new Sha256();
    for (ImageRecord r : images) {
      hash.add(fingerprint(segmenter, r) + "\n");
    }
    return hash.hex();
  }

  private static String fingerprint(Segmenter segmenter, ImageRecord image) {
    try {
      return segmenter.imageFingerprint(image.path());
    } catch (IOException e) {
      return UNREADABLE;
    }
  }
}
