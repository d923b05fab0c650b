package org.segmentattribution.api;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds named segments in an image. Implementations may be called from several threads. */
@FunctionalInterface
public interface Segmenter extends AutoCloseable {
  /**
   * {@return the segments of one image, in a fixed order; empty where nothing was found}
   *
   * @param stem the image's relative path without extension
   * @param image its pixels
   * @throws IOException where this image cannot be segmented; the message is one line that names
   *     the file and what is wrong, and other images are not affected
   */
  List<Detection> segment(String stem, RgbImage image) throws IOException;

  /**
   * {@return the segments of an image whose whole path is known; for segmenters that need it to
   * decide which masks belong to the image}
   *
   * @param path the image's relative path, as listed
   * @param image its pixels
   * @throws IOException as {@link #segment}
   */
  default List<Detection> segmentImage(String path, RgbImage image) throws IOException {
    return segment(ImageRecord.stem(path), image);
  }

  /**
   * Says which images there are before any is segmented, so that each mask is given to one image
   * only.
   *
   * @param images images that will be segmented, and all images of the data set
   * @throws IOException in one line, where the segmenter has masks for none of them
   */
  default void expect(ExpectedImages images) throws IOException {}

  /**
   * Returns a text that changes whenever the result for an image with unchanged pixels may change,
   * because of the model, files or prompts.
   *
   * @param stem as {@link #segment} takes it
   * @return any such text
   * @throws IOException where its files cannot be read
   */
  default String fingerprint(String stem) throws IOException {
    return getClass().getName();
  }

  /**
   * Returns the {@link #fingerprint} of an image whose whole path is known.
   *
   * @param path as {@link #segmentImage} takes it
   * @return any such text
   * @throws IOException where its files cannot be read
   */
  default String imageFingerprint(String path) throws IOException {
    return fingerprint(ImageRecord.stem(path));
  }

  /** {@return the number of objects by name that were found but not asked for, and so left out} */
  default Map<String, Integer> unmatched() {
    return Map.of();
  }

  /**
   * {@return notes on what belongs to these images and was not used, such as mask files of another
   * kind or annotations without a shape; equal on every call, in a fixed order}
   *
   * @param paths the images' relative paths, as listed
   * @throws IOException where its files cannot be listed
   */
  default List<InputNote> notes(List<String> paths) throws IOException {
    return List.of();
  }

  /**
   * {@return the names that no segment here can have} Empty where any name may be asked for, as
   * with a model that takes text.
   *
   * @param names names normalised by {@link SegmentNames#normalise}
   * @throws IOException where its files cannot be listed
   */
  default Set<String> unknownNames(Collection<String> names) throws IOException {
    return Set.of();
  }

  /**
   * {@return one line that says which names are unknown and which exist; empty where unknown names
   * are no error}
   *
   * @param names normalised names that no segment has
   */
  default String unknownMessage(Set<String> names) {
    return "";
  }

  /** Frees what it holds, such as a model. */
  @Override
  default void close() {}
}
