package org.segmentattribution.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;

/** What an ONNX file calls the values of the layers that were made of it. */
final class OnnxNames {
  private OnnxNames() {}

  /**
   * The names in the order of the layers; without those that the file does not know, such as the
   * steps within a node.
   *
   * @param file the graph that was read
   * @param values of the file's names
   * @param steps all layers that were made
   * @param built those of them that are left, numbered anew
   */
  static List<OnnxOrigin.Named> of(
      GraphProto file,
      Map<String, OnnxValue> values,
      List<LayerGraph.Step> steps,
      LayerGraph built) {
    Map<Integer, String> names = new HashMap<>();
    for (NodeProto node : file.getNodeList()) {
      for (String output : node.getOutputList()) {
        if (values.containsKey(output)) {
          // of nodes that became one layer, the last says what it computes
          names.put(values.get(output).number(), output);
        }
      }
    }
    Map<Layer, List<String>> byLayer = new IdentityHashMap<>();
    for (int number = 1; number <= steps.size(); number++) {
      Layer layer = steps.get(number - 1).layer();
      byLayer.computeIfAbsent(layer, l -> new ArrayList<>()).add(names.getOrDefault(number, ""));
    }
    List<OnnxOrigin.Named> named = new ArrayList<>();
    for (int k = 0; k < built.steps().size(); k++) {
      List<String> of = byLayer.getOrDefault(built.steps().get(k).layer(), List.of());
      // a layer that is run twice has two values
      OnnxValue value = of.size() == 1 ? values.get(of.get(0)) : null;
      if (value != null) {
        named.add(new OnnxOrigin.Named(k + 1, of.get(0), value.shape()));
      }
    }
    return named;
  }
}
