package org.segmentattribution.model.onnx.write;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.onnx.OnnxNetwork;

/**
 * Writes a network as ONNX, operator set 17, with a free number of images, input {@code input} and
 * output {@code logits}. The same weights give the same bytes.
 */
public final class OnnxWriter {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private OnnxWriter() {}

  /**
   * Writes {@code FILE.onnx} and its declaration {@code FILE.onnx.json}, each to a temporary name
   * and then renamed.
   */
  public static void write(OnnxNetwork network, ModelDeclaration declaration, Path file)
      throws IOException {
    replace(
        ModelDeclaration.fileOf(file),
        DeclarationJson.writePlain(declaration).getBytes(StandardCharsets.UTF_8));
    replace(file, bytes(network));
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    ReplacedFile.write(file, temporary -> Files.write(temporary, bytes));
  }

  /** The bytes of the ONNX file. */
  public static byte[] bytes(OnnxNetwork network) {
    long[] image = network.input().getShape();
    return model(network.graph(), image, network.classes()).toByteArray();
  }

  /** The model of a graph that takes images of C x H x W. */
  public static ModelProto model(LayerGraph layers, long[] image, int classes) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("classifier");
    graph.addInput(value("input", image)).addOutput(value("logits", classes));
    OnnxGraphWriter writer = new OnnxGraphWriter();
    int last = layers.steps().size();
    for (int k = 0; k < last; k++) {
      LayerGraph.Step step = layers.steps().get(k);
      List<String> inputs = step.inputs().stream().map(from -> valueName(from, last)).toList();
      writer.between(inputs, valueName(k + 1, last));
      step.layer().write(writer);
    }
    writer.addTo(graph);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("segment-attribution-tables")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  private static String valueName(int number, int last) {
    if (number == 0) {
      return "input";
    }
    return number == last ? "logits" : "value." + number;
  }

  private static ValueInfoProto value(String name, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
