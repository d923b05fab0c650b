package org.segmentattribution.api;

import java.io.IOException;

/**
 * Adds a kind of segmenter, {@code SCHEME:ARGUMENT}, from a jar; see {@link
 * org.segmentattribution.file.Extensions}.
 */
public interface SegmenterProvider {
  /** What stands before the colon: lower-case letters, and none of {@code masks, onnx, grid}. */
  String scheme();

  /**
   * Opens a segmenter. Its detections are then made one a name, under the names of the prompts.
   *
   * @param argument what stands after the colon
   * @param options what is looked for; any name may be, as with a model
   * @throws IOException where a file cannot be read
   * @throws WrongInput where the argument is wrong, in one line
   */
  Segmenter open(String argument, SegmenterOptions options) throws IOException;
}
