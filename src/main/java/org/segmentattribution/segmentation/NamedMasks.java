package org.segmentattribution.segmentation;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.segmentattribution.api.Segmenter;

/** Masks in files, which know their names beforehand. */
public interface NamedMasks extends Segmenter {
  /** The same masks, restricted to these names, compared normalised; none = all. */
  NamedMasks only(Collection<String> segments);

  /** Those of the names that no mask here can have, normalised. */
  Set<String> unknown(Collection<String> segments) throws IOException;

  /** One line that says so. */
  String unknownMessage(Set<String> unknown);
}
