package org.segmentattribution.model.clip;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.onnx.file.GraphLinks;
import org.segmentattribution.model.onnx.file.TensorFiles;

/**
 * Puts the embeddings of texts behind the tower for pictures: x / ‖x‖ · scale · Tᵀ + bias, as nodes
 * of ONNX, so that importer and ONNX Runtime read the same.
 *
 * @param towers the folder
 * @param texts embeddings of length 1, one a class
 * @param scale of the logits; null where the graph holds it
 */
record TextWeights(TwoTowers towers, TextTower.Result texts, LogitScale scale) {
  private static final String LOGITS = "zero_shot.logits";
  private static final float EXACT = 1e-3f;

  /** The nodes behind a graph. */
  GraphProto behind(GraphProto graph) {
    String output = EmbeddingNames.ofImages(towers, graph);
    LogitScale known = scale == null ? inGraph(graph) : scale;
    long size = EmbeddingNames.sizeOf(graph, output);
    if (size > 0 && size != texts.rows()[0].length) {
      throw new WrongInput(
          towers.files().images()
              + ": "
              + output
              + " has "
              + size
              + " numbers, but a text has "
              + texts.rows()[0].length
              + "; the two towers are not of one model");
    }
    GraphProto.Builder more = GraphProto.newBuilder();
    more.addNode(
        node("LpNormalization", "zero_shot.unit", output)
            .addAttribute(whole("axis", -1))
            .addAttribute(whole("p", 2)));
    String product = known.bias() == 0 ? LOGITS : "zero_shot.products";
    more.addNode(node("MatMul", product, "zero_shot.unit", "zero_shot.texts"));
    more.addInitializer(weights(known.scale()));
    if (known.bias() != 0) {
      more.addNode(node("Add", LOGITS, product, "zero_shot.bias"));
      more.addInitializer(
          tensor("zero_shot.bias", TensorProto.DataType.FLOAT, 1)
              .addFloatData((float) known.bias()));
    }
    for (ValueInfoProto input : graph.getInputList()) {
      if (EmbeddingNames.TEXT_INPUTS.contains(input.getName())) {
        more.addInitializer(anyText(input));
      }
    }
    return more.addOutput(ValueInfoProto.newBuilder().setName(LOGITS)).build();
  }

  /** Scale and bias of a graph that makes logits, checked on logits that it made. */
  private LogitScale inGraph(GraphProto graph) {
    Map<String, TensorProto> constants = new HashMap<>();
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    TensorFiles files = new TensorFiles(towers.files().images());
    LogitScale found =
        LogitScale.in(new GraphLinks(graph, constants, files), EmbeddingNames.LOGITS);
    for (int i = 0; found != null && i < texts.cosines().length; i++) {
      double logit = found.scale() * texts.cosines()[i] + found.bias();
      double there = texts.logits()[i];
      if (!(Math.abs(logit - there) <= EXACT * Math.max(1, Math.abs(there)))) {
        found = null;
      }
    }
    if (found == null) {
      throw new WrongInput(
          towers.files().images()
              + ": "
              + EmbeddingNames.LOGITS
              + " are not the cosines of its embeddings, times and plus one number; export the towers"
              + " as two files: vision_model.onnx and text_model.onnx");
    }
    return found;
  }

  private TensorProto weights(double scale) {
    float[][] rows = texts.rows();
    int size = rows[0].length;
    TensorProto.Builder tensor =
        tensor("zero_shot.texts", TensorProto.DataType.FLOAT, size, rows.length);
    for (int i = 0; i < size; i++) {
      for (float[] row : rows) {
        tensor.addFloatData((float) (scale * row[i]));
      }
    }
    return tensor.build();
  }

  /** A value of an input for texts: ONNX Runtime asks for it where one graph holds both towers. */
  private static TensorProto anyText(ValueInfoProto input) {
    var type = input.getType().getTensorType();
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(input.getName()).setDataType(type.getElemType());
    long size = 1;
    for (var dim : type.getShape().getDimList()) {
      long length = Math.max(1, dim.getDimValue());
      tensor.addDims(length);
      size *= length;
    }
    boolean ints = type.getElemType() == TensorProto.DataType.INT32.getNumber();
    for (long i = 0; i < size; i++) {
      if (ints) {
        tensor.addInt32Data(1);
      } else {
        tensor.addInt64Data(1);
      }
    }
    return tensor.build();
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setName(output)
        .setOpType(operator)
        .addOutput(output)
        .addAllInput(List.of(inputs));
  }

  private static AttributeProto whole(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static TensorProto.Builder tensor(String name, TensorProto.DataType type, long... sizes) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (long size : sizes) {
      tensor.addDims(size);
    }
    return tensor;
  }
}
