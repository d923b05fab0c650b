package org.segmentattribution.api;

import java.io.IOException;
import java.util.List;

/**
 * Adds a kind of segmenter, {@code SCHEME:ARGUMENT}. The program's own segmenters and those of jars
 * are found in the same way; see {@link org.segmentattribution.file.Extensions}.
 */
public interface SegmenterProvider {
  /** {@return what is before the colon: lower-case letters that no other segmenter has} */
  String scheme();

  /**
   * Opens a segmenter.
   *
   * @param argument what follows the colon; empty where {@link #needsArgument} is false
   * @param options what is looked for, and how
   * @return the segmenter, which the program closes
   * @throws IOException where a file cannot be read
   * @throws WrongInput where the argument is wrong, in one line
   */
  Segmenter open(String argument, SegmenterOptions options) throws IOException;

  /** {@return the ways to write it, such as {@code masks:DIR}, for the message that lists all} */
  default List<String> forms() {
    return List.of(needsArgument() ? scheme() + ":ARGUMENT" : scheme());
  }

  /** {@return whether a colon and an argument must follow the scheme; none may follow otherwise} */
  default boolean needsArgument() {
    return true;
  }

  /**
   * Checks the argument before anything is opened.
   *
   * @param argument what follows the colon
   * @throws WrongInput where it is wrong, in one line
   */
  default void check(String argument) {}

  /**
   * {@return whether a model or a service finds the segments, so that any name may be asked for}
   * Where no segmenter of a run does, a name that none of them knows is an error; see {@link
   * Segmenter#unknownNames}.
   */
  default boolean asksModel() {
    return true;
  }

  /**
   * {@return whether the opened segmenter handles the prompts itself} Where it does not, its
   * detections become one for each prompt, under the prompt's name.
   */
  default boolean handlesPrompts() {
    return false;
  }
}
