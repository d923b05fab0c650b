package org.segmentattribution.saliency.structure;

import java.util.Set;
import org.segmentattribution.model.layer.AveragePooling;
import org.segmentattribution.model.layer.GlobalAveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Mean;
import org.segmentattribution.model.layer.shape.Repetition;

/** Recognises kinds of layers that methods treat alike. */
public final class LayerKinds {
  private static final Set<String> MOVES =
      Set.of("Reshape", "Transpose", "Pad", "Slice", "Gather", "Concat", "Expand", "Tile");

  private LayerKinds() {}

  /** Returns whether a layer only moves values. */
  public static boolean moves(Layer layer) {
    return MOVES.contains(layer.operator()) && !(layer instanceof Repetition);
  }

  /** Returns whether a layer is average pooling. */
  public static boolean averages(Layer layer) {
    return layer instanceof AveragePooling
        || layer instanceof GlobalAveragePooling
        || layer instanceof Mean;
  }
}
