package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.segmentattribution.api.Detection;
import org.segmentattribution.file.InnerPath;

/**
 * Writes the results of a segmenter, so that {@link MaskFolder} reads them back bit for bit: {@code
 * DIR/<image path without extension>/<segment>.png} and a listing with the scores.
 */
public final class MaskWriter {
  private final Path folder;

  /** Writes below a folder. */
  public MaskWriter(Path folder) {
    this.folder = folder;
  }

  /** Writes a mask. */
  @FunctionalInterface
  public interface PngWriter {
    void write(Path file, org.segmentattribution.api.Mask mask) throws IOException;
  }

  /** Returns whether all masks of an image exist. */
  public boolean holds(String stem) {
    try {
      return MaskListing.isIn(folderOf(stem));
    } catch (IOException e) {
      // a path that leads out of the folder
      return false;
    }
  }

  /**
   * Returns whether all masks of an image exist and depend on this key.
   *
   * @param key hash of what they depend on, as {@link #write} was given it
   */
  public boolean holds(String stem, String key) throws IOException {
    return holds(stem) && MaskListing.isIn(folderOf(stem), key);
  }

  /** Deletes the masks of an image, if there are any. */
  public void discard(String stem) throws IOException {
    MaskListing.delete(folderOf(stem));
  }

  /**
   * Returns the folder of an image's masks.
   *
   * @throws IOException where the image's path leads out of the folder
   */
  public Path folderOf(String stem) throws IOException {
    return InnerPath.of(folder, stem);
  }

  /** Returns what was found in an image, without the masks. */
  public List<Found> found(String stem) throws IOException {
    return MaskListing.read(folderOf(stem)).stream()
        .map(e -> new Found(e.segment(), e.score(), e.pixels()))
        .toList();
  }

  /**
   * A segment of an image.
   *
   * @param pixels of its mask on the image
   */
  public record Found(String segment, double score, int pixels) {}

  /**
   * Writes the masks of an image, and the listing last: if it exists, everything does.
   *
   * @param key hash of what they depend on
   */
  public void write(String stem, String key, List<Detection> detections, PngWriter png)
      throws IOException {
    Path own = folderOf(stem);
    Files.createDirectories(own);
    Set<String> taken = new HashSet<>();
    List<MaskListing.Entry> entries = new ArrayList<>();
    for (Detection d : detections) {
      String file = fileName(d.name(), taken);
      png.write(own.resolve(file), d.mask());
      entries.add(new MaskListing.Entry(d.name(), d.score(), file, d.mask().area()));
    }
    MaskListing.write(own, entries);
    MaskListing.writeKey(own, key);
  }

  /**
   * Returns a name that every file system takes, and that differs from the others even without
   * case.
   */
  private static String fileName(String name, Set<String> taken) {
    String plain = name.replaceAll("[^\\p{L}\\p{N} _-]", "_").strip();
    String stem = plain.isEmpty() || plain.length() > 100 ? "segment" : plain;
    String free = stem;
    for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = stem + "_" + i;
    }
    return free + ".png";
  }
}
