package org.segmentattribution.dataset.packed;

import java.util.List;
import org.segmentattribution.api.InputNote;

/**
 * What a packed file says about the pictures that were unpacked from it.
 *
 * @param top folder below which the images are; empty for the whole
 * @param labels the images, where the file itself names their classes; null where their folders or
 *     a list among them do
 * @param notes on what was not unpacked, or was assumed
 */
record Listing(String top, List<Label> labels, List<InputNote> notes) {
  /** An image: its path, class and split. */
  record Label(String path, String label, String split) {}
}
