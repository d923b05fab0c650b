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
   * {@return the segments of an image whose whole path is known, where that may decide which masks
   * are its}
   *
   * @param path the image's relative path, as listed
   * @param image its pixels
   * @throws IOException as {@link #segment}
   */
  default List<Detection> segmentImage(String path, RgbImage image) throws IOException {
    return segment(ImageRecord.stem(path), image);
  }

  /**
   * Says which images there are, before any is segmented: masks may belong to one of them alone.
   *
   * @param images that will be asked for, among all of the data set
   * @throws IOException in one line, where it has masks for none of them
   */
  default void expect(ExpectedImages images) throws IOException {}

  /**
   * Changes whenever the answer for an image with the same pixels may change: model, files,
   * prompts.
   *
   * @param stem as {@link #segment} takes it
   * @return any text that says so
   * @throws IOException where its files cannot be read
   */
  default String fingerprint(String stem) throws IOException {
    return getClass().getName();
  }

  /**
   * As {@link #fingerprint}, of an image whose whole path is known.
   *
   * @param path as {@link #segmentImage} takes it
   * @return any text that says so
   * @throws IOException where its files cannot be read
   */
  default String imageFingerprint(String path) throws IOException {
    return fingerprint(ImageRecord.stem(path));
  }

  /**
   * {@return what was found so far although nobody asked for it and was therefore left out: how
   * many objects of each name}
   */
  default Map<String, Integer> unmatched() {
    return Map.of();
  }

  /**
   * {@return what these images bring with them that was not simply used, such as mask files of
   * another kind or annotations without a shape; the same whenever it is asked, in a fixed order}
   *
   * @param paths the images' relative paths, as listed
   * @throws IOException where its files cannot be listed
   */
  default List<InputNote> notes(List<String> paths) throws IOException {
    return List.of();
  }

  /**
   * {@return those of some names that no segment here can have} None where any name may be asked
   * for, as of a model.
   *
   * @param names normalised, as {@link SegmentNames#normalise} does it
   * @throws IOException where its files cannot be listed
   */
  default Set<String> unknownNames(Collection<String> names) throws IOException {
    return Set.of();
  }

  /**
   * {@return one line that says which names are unknown, and what there is instead; empty where
   * unknown names are no error}
   *
   * @param names that no segment has, normalised
   */
  default String unknownMessage(Set<String> names) {
    return "";
  }

  /** Gives back what it holds, such as a model. */
  @Override
  default void close() {}
}
