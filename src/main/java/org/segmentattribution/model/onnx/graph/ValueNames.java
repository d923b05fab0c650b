package org.segmentattribution.model.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;

/** Finds the names that an ONNX file has for the values of its layers. */
final class ValueNames {
  private ValueNames() {}

  /**
   * The named values in the order of the layers. Steps within a node have no name.
   *
   * @param file the graph that was read
   * @param values by name
   * @param steps all layers that were made
   * @param built the layers that are left, with new numbers
   */
  static List<NamedValue> of(
      GraphProto file,
      Map<String, Activation> values,
      List<LayerGraph.Step> steps,
      LayerGraph built) {
    Map<Integer, String> names = new HashMap<>();
    for (NodeProto node : file.getNodeList()) {
      for (String output : node.getOutputList()) {
        if (values.containsKey(output)) {
          // where several nodes became one layer, the last is what it computes
          names.put(values.get(output).number(), output);
        }
      }
    }
    Map<Layer, List<String>> byLayer = new IdentityHashMap<>();
    for (int number = 1; number <= steps.size(); number++) {
      Layer layer = steps.get(number - 1).layer();
      byLayer.computeIfAbsent(layer, l -> new ArrayList<>()).add(names.getOrDefault(number, ""));
    }
    List<NamedValue> named = new ArrayList<>();
    for (int k = 0; k < built.steps().size(); k++) {
      List<String> of = byLayer.getOrDefault(built.steps().get(k).layer(), List.of());
      // a layer that is run twice has two values
      Activation value = of.size() == 1 ? values.get(of.get(0)) : null;
      if (value != null) {
        named.add(new NamedValue(k + 1, of.get(0), value.shape()));
      }
    }
    return named;
  }
}
