package org.segmentattribution.model.onnx.file;

/**
 * How a graph differs from that in its file.
 *
 * @param inlined whether the file has functions of its own, whose values have names in the graph
 *     alone
 * @param added what was put behind the file's graph; null for nothing
 */
public record GraphChanges(boolean inlined, Added added) {
  /** The graph is the file's. */
  public static final GraphChanges NONE = new GraphChanges(false, null);
}
