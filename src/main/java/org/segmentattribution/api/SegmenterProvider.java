package org.segmentattribution.api;

import java.io.IOException;
import java.util.List;

/**
 * Adds a kind of segmenter, {@code SCHEME:ARGUMENT}. Segmenters of this program and of jars are
 * registered in one way; see {@link org.segmentattribution.file.Extensions}.
 */
public interface SegmenterProvider {
  /** {@return the scheme, before the colon: lower-case letters that no other segmenter uses} */
  String scheme();

  /**
   * Opens a segmenter.
   *
   * @param argument what follows the colon; empty where none does
   * @param options what to look for, and how
   * @return the segmenter, which the program closes
   * @throws IOException where a file cannot be read
   * @throws WrongInput where the argument is wrong, in one line
   */
  Segmenter open(String argument, SegmenterOptions options) throws IOException;

  /**
   * {@return the forms of its specification, such as {@code masks:DIR}, for the message that lists
   * all}
   */
  default List<String> forms() {
    return List.of(needsArgument() ? scheme() + ":ARGUMENT" : scheme());
  }

  /** {@return whether a colon and an argument must follow the scheme} */
  default boolean needsArgument() {
    return true;
  }

  /** {@return whether a colon and an argument may follow the scheme} */
  default boolean takesArgument() {
    return needsArgument();
  }

  /**
   * Checks the argument before anything is opened.
   *
   * @param argument what follows the colon
   * @throws WrongInput where it is wrong, in one line
   */
  default void check(String argument) {}

  /**
   * {@return whether a model or service finds the segments, so that any name may be asked for} If
   * no segmenter of a run does this, names that none of them knows are an error; see {@link
   * Segmenter#unknownNames}.
   */
  default boolean asksModel() {
    return true;
  }

  /**
   * {@return whether a service elsewhere finds the segments, which gets the pictures and may cost
   * money} Such a segmenter is asked for no picture beyond those of the data set, unless the user
   * wants it.
   */
  default boolean isService() {
    return false;
  }

  /**
   * {@return whether the opened segmenter handles the prompts itself} If not, detections of one
   * prompt are joined under the prompt's name.
   */
  default boolean handlesPrompts() {
    return false;
  }
}
