package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.onnx.file.OnnxFile;

/** A model changed at random is built and runs, or is refused in one line. */
class ChangedModelsTest {
  private static final int CHANGES = 2000;
  private static final long[] NUMBERS = {
    -1, 0, 1, 2, 3, 7, 12, -2, 1 << 20, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final List<String> OPERATORS =
      List.of(
          "Add",
          "AveragePool",
          "Cast",
          "Concat",
          "Conv",
          "Expand",
          "Flatten",
          "Floor",
          "Gather",
          "Gemm",
          "MatMul",
          "MaxPool",
          "Pow",
          "ReduceMean",
          "Reshape",
          "Shape",
          "Slice",
          "Softmax",
          "Split",
          "Squeeze",
          "Transpose",
          "Unsqueeze",
          "Where");

  @Test
  void isBuiltOrRefused() throws IOException {
    TreeMap<Path, ModelProto> models = new TreeMap<>();
    try (var files = Files.walk(Fixtures.resource("onnx"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".onnx")).toList()) {
        models.put(file, ModelProto.parseFrom(Files.readAllBytes(file)));
      }
    }
    List<Path> names = List.copyOf(models.keySet());
    SplittableRandom random = new SplittableRandom(7);
    int refused = 0;
    for (int i = 0; i < CHANGES; i++) {
      Path name = names.get(random.nextInt(names.size()));
      ModelProto.Builder model = models.get(name).toBuilder();
      String change = change(model.getGraphBuilder(), random);
      refused += refused(model.build(), name.getFileName() + ", " + change) ? 1 : 0;
    }
    assertTrue(refused > CHANGES / 4 && refused < CHANGES, refused + " refused");
  }

  private static boolean refused(ModelProto model, String change) {
    try {
      try (OnnxNetwork network =
          OnnxNetwork.build(
              OnnxFile.parse(Path.of("net.onnx"), model.toByteArray()), 12, 12, Device.cpu())) {
        int size = Math.toIntExact(network.input().size());
        float[] logits = Fixtures.logits(network, new float[2 * size], 2);
        assertEquals(2 * network.classes(), logits.length, change);
      }
      return false;
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().startsWith("net.onnx: "), change + ": " + e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), change + ": " + e.getMessage());
      return true;
    } catch (RuntimeException | OutOfMemoryError e) {
      throw new AssertionError(change, e);
    }
  }

  private static String change(GraphProto.Builder graph, SplittableRandom random) {
    int constants = graph.getInitializerCount();
    if (constants > 0 && random.nextInt(3) == 0) {
      TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(constants));
      if (tensor.getDimsCount() > 0) {
        long size = NUMBERS[random.nextInt(NUMBERS.length)];
        tensor.setDims(random.nextInt(tensor.getDimsCount()), size);
        return tensor.getName() + " " + tensor.getDimsList();
      }
    }
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    String before = node.getOpType() + " " + node.getOutput(0);
    int kind = random.nextInt(4);
    if (kind == 0) {
      node.setOpType(OPERATORS.get(random.nextInt(OPERATORS.size())));
    } else if (kind == 1 && node.getInputCount() > 0) {
      NodeProto other = graph.getNode(random.nextInt(graph.getNodeCount()));
      node.setInput(random.nextInt(node.getInputCount()), other.getOutput(0));
    } else if (kind == 2 && node.getInputCount() > 0) {
      List<String> fewer = node.getInputList().subList(0, random.nextInt(node.getInputCount()));
      List<String> kept = List.copyOf(fewer);
      node.clearInput().addAllInput(kept);
    } else if (node.getAttributeCount() > 0) {
      number(node.getAttributeBuilder(random.nextInt(node.getAttributeCount())), random);
    }
    return before + " -> " + node.build().toString().replaceAll("\\s+", " ");
  }

  private static void number(AttributeProto.Builder attribute, SplittableRandom random) {
    long value = NUMBERS[random.nextInt(NUMBERS.length)];
    if (attribute.getIntsCount() > 0) {
      attribute.setInts(random.nextInt(attribute.getIntsCount()), value);
    } else if (attribute.hasT() && attribute.getT().getDimsCount() > 0) {
      attribute.getTBuilder().setDims(0, value);
    } else {
      attribute.setI(value);
    }
  }
}
