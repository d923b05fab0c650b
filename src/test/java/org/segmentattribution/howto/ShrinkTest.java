package org.segmentattribution.howto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.onnx.proto.OnnxMl.AttributeProto;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.OnnxOperators;
import org.segmentattribution.model.onnx.OnnxRuntimePeer;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.operator.OnnxOperator;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.saliency.Networks;
import org.segmentattribution.saliency.SaliencyMethods;

/** The operator of {@code docs/how-to/onnx-operator.md}, added by a class path entry. */
class ShrinkTest {
  private static final int SIDE = 4;
  private static final float[] IMAGE = Fixtures.normal(3, 3 * SIDE * SIDE);

  @TempDir Path folder;
  private ClassLoader before;
  private URLClassLoader jar;

  @BeforeEach
  void addToTheClassPath() throws IOException {
    before = Thread.currentThread().getContextClassLoader();
    add(Shrink.class);
  }

  private void add(Class<? extends OnnxOperator> operator) throws IOException {
    Path services = Files.createDirectories(folder.resolve("jar/META-INF/services"));
    Files.writeString(services.resolve(OnnxOperator.class.getName()), operator.getName());
    jar = new URLClassLoader(new URL[] {folder.resolve("jar").toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(jar);
  }

  @AfterEach
  void takeAway() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    jar.close();
  }

  private static TestGraph graph(float lambd) {
    AttributeProto threshold =
        AttributeProto.newBuilder()
            .setName("lambd")
            .setType(AttributeProto.AttributeType.FLOAT)
            .setF(lambd)
            .build();
    return new TestGraph(13, 0, 3, SIDE, SIDE).add("Shrink", "t", "x", threshold).logits("t");
  }

  @Test
  void logitsAreThoseOfOnnxRuntime() throws Exception {
    TestGraph graph = graph(0.5f);
    try (OnnxNetwork network = graph.open(SIDE, SIDE)) {
      float[] ours = Fixtures.logits(network, IMAGE, 1);
      float[] theirs = OnnxRuntimePeer.run(graph.bytes(), IMAGE, 1, 3, SIDE, SIDE);
      assertArrayEquals(theirs, ours, 1e-6f);
      byte[] written = OnnxWriter.bytes(network);
      OnnxFile again = OnnxFile.parse(Path.of("again.onnx"), written);
      try (OnnxNetwork copy = OnnxNetwork.build(again, SIDE, SIDE, Device.cpu())) {
        assertArrayEquals(ours, Fixtures.logits(copy, IMAGE, 1));
      }
    }
  }

  @Test
  void relevanceIsConserved() {
    try (LoadedClassifier classifier =
        Networks.classifier(graph(0.5f).open(SIDE, SIDE), SIDE, SIDE)) {
      Explainer explainer =
          new Explainer(
              classifier,
              SaliencyMethods.select(List.of("lrp-z"), List.of(), 1, ChannelReduction.SUM),
              ChannelReduction.SUM);
      Explanation found = explainer.explain(IMAGE, 1, new int[] {1});
      double sum = 0;
      for (float value : found.maps().get("lrp-z")[0]) {
        sum += value;
      }
      assertEquals(found.logits()[0][1], sum, 1e-5);
    }
  }

  @Test
  void messagesNameTheNode() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> graph(-1).open(SIDE, SIDE)).getMessage();
    assertEquals("net.onnx: node 't' (Shrink): lambd must not be negative", message);
  }

  @Test
  void withoutTheJarTheOperatorIsRefusedByName() {
    assertTrue(OnnxOperators.load().names().contains("Shrink"));
    Thread.currentThread().setContextClassLoader(before);
    assertFalse(OnnxOperators.load().names().contains("Shrink"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> graph(1).open(SIDE, SIDE)).getMessage();
    assertTrue(message.contains("this operator is not supported; supported: Abs, Add, "), message);
  }

  /** A jar cannot replace what the program has. */
  public static final class SecondRelu implements OnnxOperator {
    @Override
    public String name() {
      return "Relu";
    }

    @Override
    public void emit(NodeReader node, GraphBuilder graph) {
      graph.pass(node, graph.activation(node, 0));
    }
  }

  @Test
  void anOperatorThatExistsIsRefused() throws IOException {
    jar.close();
    add(SecondRelu.class);
    String message = assertThrows(IllegalArgumentException.class, OnnxOperators::load).getMessage();
    assertEquals(
        "extension: " + SecondRelu.class.getName() + ": there is an ONNX operator Relu already",
        message);
  }
}
