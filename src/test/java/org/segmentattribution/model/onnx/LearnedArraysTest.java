package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDArray;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.layer.WeightedLayer;

class LearnedArraysTest {
  /** PyTorch's exporter writes its parameters, and nothing else, as float initializers. */
  @ParameterizedTest
  @ValueSource(strings = {"attention/vit@17.onnx", "attention/vit_mha@17.onnx"})
  void holdAllThatATransformerHasLearned(String name) throws IOException {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(Fixtures.resource(name)));
    long written =
        model.getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber())
            .mapToLong(t -> t.getDimsList().stream().reduce(1L, (a, b) -> a * b))
            .sum();
    try (OnnxNetwork network = Fixtures.network(name, 16, 24)) {
      LongStream found = network.parameters().stream().mapToLong(NDArray::size);
      assertEquals(written, found.sum());
    }
  }

  @Test
  void aConvolutionalNetworkHasWeightsAndBiasesOnly() {
    try (OnnxNetwork network = Fixtures.network("onnx/residual.onnx", 12, 12)) {
      List<NDArray> learned = network.parameters();
      int at = 0;
      for (var layer : network.graph().layers()) {
        if (layer instanceof WeightedLayer weighted && !layer.operator().equals("Mul")) {
          assertSame(weighted.weight(), learned.get(at++));
          assertSame(weighted.bias(), learned.get(at++));
        }
      }
      assertEquals(learned.size(), at);
    }
  }
}
