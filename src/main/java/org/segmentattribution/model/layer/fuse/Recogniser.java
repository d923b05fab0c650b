package org.segmentattribution.model.layer.fuse;

import java.util.List;
import org.segmentattribution.model.layer.Layer;

/** Recognises one family of functions by their values. */
interface Recogniser {
  /** Whether a layer may be a part of such a function. */
  boolean takes(Layer layer);

  /**
   * Returns the layers that compute what a region computes, each taking the value of the one
   * before; empty where the region is no such function.
   */
  List<Layer> recognise(Region region);
}
