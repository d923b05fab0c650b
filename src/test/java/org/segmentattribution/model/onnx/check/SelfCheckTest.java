package org.segmentattribution.model.onnx.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelTrust;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.onnx.OnnxClassifier;
import org.segmentattribution.model.onnx.OnnxOrigin;
import org.segmentattribution.model.onnx.file.TensorFiles;

class SelfCheckTest {
  @TempDir Path folder;

  private Path copy(String name) throws IOException {
    Path file = folder.resolve(Path.of(name).getFileName());
    Files.copy(Fixtures.resource(name), file);
    return file;
  }

  private static OnnxClassifier load(Path file, int... sizes) throws IOException {
    return (OnnxClassifier)
        Classifiers.loadFor(new ModelFile(file, null, "cpu"), sizes[0], sizes[1], sizes[2]);
  }

  /** The file becomes another once it was read: the layers are then not what it says. */
  private static void change(Path file, UnaryOperator<GraphProto> change) throws IOException {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    Files.write(
        file, model.toBuilder().setGraph(change.apply(model.getGraph())).build().toByteArray());
  }

  private static GraphProto negated(GraphProto graph, String constant) {
    GraphProto.Builder changed = graph.toBuilder();
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      TensorProto tensor = graph.getInitializer(i);
      if (tensor.getName().equals(constant)) {
        ByteBuffer raw = ByteBuffer.wrap(tensor.getRawData().toByteArray());
        raw.order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < raw.limit(); at += Float.BYTES) {
          raw.putFloat(at, -raw.getFloat(at));
        }
        changed.setInitializer(i, tensor.toBuilder().setRawData(ByteString.copyFrom(raw)));
      }
    }
    return changed.build();
  }

  @ParameterizedTest
  @CsvSource({
    "onnx/exported.onnx, 3, 12, 12",
    "onnx/residual.onnx, 3, 12, 12",
    "onnx/softmax.onnx, 3, 12, 12",
    "onnx/inputs/one-channel.onnx, 1, 16, 16",
    "onnx/blocks/keras@nhwc.onnx, 3, 14, 14"
  })
  void whatIsReadAsItIsAgrees(String name, int channels, int height, int width) throws IOException {
    float[] inputs = Fixtures.normal(1, 5 * channels * height * width);
    try (OnnxClassifier classifier = load(Fixtures.resource(name), channels, height, width)) {
      for (int images : new int[] {1, 2, 5}) {
        SelfCheck check = SelfCheck.of(classifier, inputs, images);
        assertNull(check.notChecked());
        assertEquals(Math.min(images, SelfCheck.MOST), check.images());
        assertTrue(check.peak() > 0 && check.largestDifference() < 1e-5 * check.peak());
        assertTrue(check.onnxRuntime().matches("1\\.\\d+\\.\\d+"), check.onnxRuntime());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"w, conv, Conv", "v, dense, Gemm"})
  void theFirstNodeWhereTheyPartIsNamed(String constant, String node, String operator)
      throws IOException {
    Path file = copy("onnx/inputs/grey.onnx");
    try (OnnxClassifier classifier = load(file, 1, 24, 24)) {
      float[] inputs = Fixtures.normal(2, 2 * 24 * 24);
      String before = SelfCheck.of(classifier, inputs, 2).line();
      assertTrue(before.startsWith("2 inputs: logits differ"), before);
      change(file, graph -> negated(graph, constant));
      String said =
          assertThrows(IllegalArgumentException.class, () -> SelfCheck.of(classifier, inputs, 2))
              .getMessage();
      assertTrue(said.startsWith(file + ": logits are not those of ONNX Runtime 1."), said);
      assertTrue(said.contains("they part at node '" + node + "' (" + operator + ")"), said);
      assertTrue(said.matches(".*class \\d of input \\d: \\S+ instead of \\S+;.*"), said);
      assertTrue(said.contains("self-check off") && said.lines().count() == 1, said);
    }
  }

  @Test
  void anotherShapeIsAParting() throws IOException {
    Path file = copy("onnx/inputs/grey.onnx");
    try (OnnxClassifier classifier = load(file, 1, 24, 24)) {
      // strides of the only convolution: the logits are means, so they still have their shape
      change(
          file,
          graph -> {
            GraphProto.Builder changed = graph.toBuilder();
            changed.getNodeBuilder(0).addAttribute(ints("strides", 2, 2));
            return changed.build();
          });
      String said =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> SelfCheck.of(classifier, Fixtures.normal(2, 2 * 24 * 24), 2))
              .getMessage();
      assertTrue(
          said.contains("node 'conv' (Conv): (1, 6, 24, 24) instead of (1, 6, 12, 12)"), said);
    }
  }

  /** Each image gets something of the mean of its batch. */
  private static final class Mixing extends Layer {
    Mixing() {
      super("mixing");
    }

    @Override
    public String operator() {
      return "Mixing";
    }

    @Override
    public NDArray forward(NDList inputs) {
      NDArray x = inputs.singletonOrThrow();
      return x.add(x.mean(new int[] {0}, true));
    }

    @Override
    public void write(GraphWriter writer) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aBatchThatMixesItsImagesIsFound() throws IOException {
    Path file = copy("onnx/inputs/grey.onnx");
    try (OnnxClassifier read = load(file, 1, 24, 24)) {
      float[] inputs = Fixtures.normal(3, 2 * 24 * 24);
      List<LayerGraph.Step> steps = new ArrayList<>(read.graph().steps());
      LayerGraph.Step relu = steps.get(1);
      assertEquals("Relu", relu.layer().operator());
      // alone, an image is added to itself: half of it is the same as before
      change(file, graph -> doubled(graph));
      steps.set(1, new LayerGraph.Step(new Mixing(), relu.inputs()));
      OnnxClassifier mixing =
          new OnnxClassifier(
              "mixing", "0", read.declaration(), read.network().with(new LayerGraph(steps)));
      for (int images : new int[] {1, 2}) {
        String said =
            assertThrows(IllegalArgumentException.class, () -> SelfCheck.of(mixing, inputs, images))
                .getMessage();
        assertTrue(said.contains("logits of a batch are not those of its inputs one by one"), said);
        assertTrue(said.contains("they part at node 'relu' (Add)"), said);
      }
    }
  }

  private static GraphProto doubled(GraphProto graph) {
    GraphProto.Builder changed = graph.toBuilder();
    changed.getNodeBuilder(1).setOpType("Add").addInput(graph.getNode(1).getInput(0));
    return changed.build();
  }

  @Test
  void whatOnnxRuntimeCannotRunIsNotChecked() throws IOException {
    Path file = copy("onnx/inputs/grey.onnx");
    try (OnnxClassifier classifier = load(file, 1, 24, 24)) {
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
      Files.write(file, model.toBuilder().setIrVersion(99).build().toByteArray());
      SelfCheck check = SelfCheck.of(classifier, Fixtures.normal(2, 24 * 24), 1);
      assertTrue(check.failed());
      assertTrue(check.line().contains("Unsupported model IR version"), check.line());
      assertFalse(check.line().contains("/onnxruntime_src"), check.line());
      assertEquals(List.of("checked", "reason"), List.copyOf(check.toMap().keySet()));
    }
  }

  @Test
  void whatHoldsNoGraphIsNotChecked() throws IOException {
    ModelFile script =
        new ModelFile(
            Fixtures.resource("weights/script.pt"),
            null,
            "cpu",
            DeclarationFlags.NONE,
            true,
            new ModelTrust(true, "", Duration.ofMinutes(1), 0));
    try (LoadedClassifier classifier = Classifiers.loadFor(script, 3, 12, 14)) {
      SelfCheck check = SelfCheck.of(classifier, new float[3 * 12 * 14], 1);
      assertFalse(check.failed());
      assertTrue(check.line().startsWith("not made: "), check.line());
    }
  }

  @Test
  void valuesOutsideOfTheFolderAreNotRead() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("model"));
    Path outside = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(inside.resolve("link"), outside);
    Files.writeString(inside.resolve("weights"), "good");
    Path model = Files.writeString(inside.resolve("net.onnx"), "");
    TensorFiles.requireInside(external("weights"), model);
    for (String location : List.of("../secret", outside.toString(), "link", "missing")) {
      assertThrows(IOException.class, () -> TensorFiles.requireInside(external(location), model));
    }
  }

  @Test
  void valuesInAFileBesideItAreRead() throws IOException {
    Path file = copy("onnx/inputs/grey.onnx");
    try (OnnxClassifier classifier = load(file, 1, 24, 24)) {
      ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
      TensorProto.Builder tensor = model.getGraphBuilder().getInitializerBuilder(0);
      Files.write(folder.resolve("weights.bin"), tensor.getRawData().toByteArray());
      tensor.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
      tensor.addExternalData(
          StringStringEntryProto.newBuilder().setKey("location").setValue("weights.bin"));
      Path other = folder.resolve("external.onnx");
      Files.write(other, model.build().toByteArray());
      OnnxOrigin origin = classifier.network().origin();
      OnnxOrigin outside =
          new OnnxOrigin(other, origin.input(), origin.outputs(), 0, true, origin.values());
      float[] inputs = Fixtures.normal(4, 2 * 24 * 24);
      try (OnnxRuntimeFile runtime =
          OnnxRuntimeFile.open(outside, List.of(origin.logits().name()))) {
        float[] there = new RuntimeLogits(runtime, classifier.network()).of(inputs);
        float[] here = Fixtures.logits(classifier.network(), inputs, 2);
        assertTrue(Fixtures.deviation(there, here) < 1e-5);
      }
    }
  }

  @Test
  void aFileThatMixesABatchByItselfIsRunOneByOne() throws IOException {
    Path file = copy("onnx/inputs/grey.onnx");
    try (OnnxClassifier classifier = load(file, 1, 24, 24)) {
      // + mean - mean over the images: nothing for one, another thing for two
      change(
          file,
          graph -> {
            GraphProto.Builder changed = graph.toBuilder();
            changed.getNodeBuilder(1).setOutput(0, "relu.own");
            GraphProto.Builder more = GraphProto.newBuilder();
            more.addNodeBuilder()
                .setOpType("ReduceMean")
                .addInput("relu.own")
                .addOutput("m")
                .addAttribute(ints("axes", 0));
            more.addNodeBuilder()
                .setOpType("Sub")
                .addInput("relu.own")
                .addInput("m")
                .addOutput("d");
            more.addNodeBuilder()
                .setOpType("Add")
                .addInput("relu.own")
                .addInput("d")
                .addOutput("relu");
            GraphProto.Builder all = changed.clone().clearNode();
            all.addAllNode(changed.getNodeList().subList(0, 2));
            all.addAllNode(more.getNodeList());
            all.addAllNode(changed.getNodeList().subList(2, changed.getNodeCount()));
            return all.build();
          });
      SelfCheck check = SelfCheck.of(classifier, Fixtures.normal(5, 2 * 24 * 24), 2);
      assertTrue(check.notChecked() == null && check.largestDifference() < 1e-5, check.line());
    }
  }

  private static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.setType(AttributeProto.AttributeType.INTS).build();
  }

  private static ModelProto external(String location) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName("w");
    tensor.addExternalData(
        StringStringEntryProto.newBuilder().setKey("location").setValue(location));
    return ModelProto.newBuilder().setGraph(GraphProto.newBuilder().addInitializer(tensor)).build();
  }

  @Test
  void differencesAreSharesOfThePeak() {
    Difference difference = Difference.of(new float[] {1, -4, 2}, new float[] {1, -3.5f, 2.25f});
    assertEquals(0.5, difference.largest());
    assertEquals(4, difference.peak());
    assertEquals(1, difference.at());
    assertEquals(0.125, difference.share());
    float nan = Float.NaN;
    assertEquals(0, Difference.of(new float[] {nan, 1}, new float[] {nan, 1}).share());
    assertTrue(Difference.of(new float[] {1, 1}, new float[] {nan, 1}).share() > 1);
    assertEquals(0, Difference.of(new float[] {0}, new float[] {0}).share());
  }
}
