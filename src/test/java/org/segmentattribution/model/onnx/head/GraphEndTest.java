package org.segmentattribution.model.onnx.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.OnnxRuntimePeer;
import org.segmentattribution.model.onnx.file.OnnxFile;

/**
 * A network with known logits (float64, from elsewhere) with all that exporters put behind it: the
 * logits stay, and the head is told.
 */
class GraphEndTest {
  private static final int SIDE = 16;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Softmax(@)",
        "Softmax(@;axis=1)",
        "Softmax(@;axis=-1)",
        "LogSoftmax(@;axis=1)",
        "Softmax(@) Identity(@)",
        "Softmax(@) Flatten(@)",
        "Softmax(@) Cast(@;to=11)",
        "Softmax(@) Cast(@;to=10) Identity(@)",
        "Softmax(@) Reshape(@,-1:5)",
        "Softmax(@) Clip(@,1e-7,0.9999999)",
        "Softmax(@) Clip(@,1e-7,0.9999999) Log(@)",
        "Softmax(@) Max(@,1e-7)",
        "Softmax(@) Add(@,1e-8) Log(@)",
        "Softmax(@) Dropout(@) Identity(@)",
        "Softmax(@) Mul(@,100)",
        "Softmax(@) Relu(@)",
        "Softmax(@) Abs(@) Identity(@)",
        "Softmax(@) Div(@,0.01)",
        "LogSoftmax(@) Exp(@)",
        "LogSoftmax(@) Clip(@,-100,0)",
        "LogSoftmax(@) Softmax(@)",
        "Unsqueeze(@,:1) Softmax(@;axis=2) Squeeze(@,:1)",
        "Unsqueeze(@,:2,3) Softmax(@;axis=1) Flatten(@)",
        "Unsqueeze(@,:2,3) Softmax(@;axis=1) Squeeze(@,:2,3) Identity(@)",
        "Exp(@) ReduceSum(@,:-1) Div(@-1,@)",
        "Exp(@) ReduceSum(@,:1) Add(@,1e-9) Div(@-2,@)",
        "ReduceMax(@;axes=1) Sub($,@) Exp(@) ReduceSum(@,:1) Div(@-1,@) Identity(@)",
        "ReduceLogSumExp(@;axes=1) Sub($,@)",
        "ReduceMax(@;axes=1) Sub($,@) Exp(@) ReduceSum(@,:1) Log(@) Sub(@-3,@)",
      })
  void softmaxIsTakenOff(String tail) throws IOException {
    assertLogits(Head.SOFTMAX, tail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sigmoid(@)",
        "Sigmoid(@) Identity(@)",
        "Sigmoid(@) Reshape(@,0:5)",
        "Sigmoid(@) Clip(@,1e-6,0.999999)",
        "Sigmoid(@) Clip(@;min=0.0000001;max=0.9999999)",
        "Sigmoid(@) Min(@,1) Max(@,0)",
        "Sigmoid(@) Log(@)",
        "Neg(@) Exp(@) Add(@,1) Reciprocal(@)",
        "Neg(@) Exp(@) Add(@,1) Div(1,@)",
        "Mul(@,-1) Exp(@) Add(1,@) Div(1,@) Identity(@)",
        "Neg(@) Softplus(@) Neg(@)",
      })
  void sigmoidIsTakenOff(String tail) throws IOException {
    assertLogits(Head.SIGMOID, tail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Identity(@)",
        "Cast(@;to=11)",
        "Unsqueeze(@,:1)",
        "Unsqueeze(@,:1) Squeeze(@,:1)",
        "Unsqueeze(@,:2,3)",
        "Reshape(@,-1:5)",
      })
  void whatOnlyReshapesIsNoHead(String tail) throws IOException {
    assertLogits(null, tail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Softmax(@;axis=0)",
        "Unsqueeze(@,:2) Softmax(@;axis=2) Flatten(@)",
        "Exp(@) ReduceSum(@,:0) Div(@-1,@)",
        "Exp(@) ReduceSum(@) Div(@-1,@)",
      })
  void aSoftmaxOverOtherAxesIsNone(String tail) throws IOException {
    assertTrue(refusal(tail).contains("is not one over the classes"), refusal(tail));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HardSigmoid(@)",
        "HardSigmoid(@) Identity(@)",
        "Softmax(@) Softmax(@)",
        "Sigmoid(@) Softmax(@)",
        "Softmax(@) Clip(@,0.1,0.9)",
        "Softmax(@) Mul(@,-1)",
        "Sigmoid(@) Sub(1,@)",
        "Softmax(@) Div(100,@)",
        "Sigmoid(@) Mul(@,@)",
        "Softmax(@) Sqrt(@)",
        "Softmax(@) LeakyRelu(@)",
        "LogSoftmax(@) Relu(@)",
        "Sigmoid(@) Tanh(@)",
        "Softmax($) Sigmoid($) Add(@-1,@)",
        "Softmax($) Mul($,2) Softmax(@) Add(@-2,@) Mul(@,0.5)",
        "Relu(@) ReduceSum(@,:1) Div(@-1,@)",
        "Softplus(@) ReduceSum(@,:1) Add(@,1e-6) Div(@-2,@)",
        "Sigmoid(@) Sub(1,@) Concat(@-1,@;axis=1)",
        "Sigmoid(@) Sub(1,@) Concat(@,@-1;axis=1)",
      })
  void otherProbabilitiesAreRefused(String tail) throws IOException {
    String message = refusal(tail);
    boolean said = message.contains("makes probabilities") || message.contains("joins 1 - p and p");
    assertTrue(said, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Add(@,3) Clip(@,0,6) Div(@,6)",
        "Add(@,3) Relu(@) Min(@,6) Mul(@,0.16666667) Identity(@)",
        "Mul(@,0.2) Add(@,0.5) Max(@,0) Min(@,1)",
        "Clip(@,0,1)",
        "Clip(@;min=0;max=1) Flatten(@)",
        "Tanh(@) Add(@,1) Mul(@,0.5)",
        "Tanh(@) Mul(0.5,@) Add(0.5,@)",
        "Erf(@) Sub(1,@) Div(@,2)",
      })
  void whatIsKeptFromZeroToOneIsNoLogit(String tail) throws IOException {
    assertTrue(refusal(tail).contains("keeps the output from 0 to 1"), refusal(tail));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Relu(@)",
        "Clip(@,0,6)",
        "Tanh(@) Mul(@,0.5)",
        "Clip(@,0,1) Mul(@,$)",
        "Sigmoid(@) Mul(@,$)",
        "Sigmoid(@) Add(@,$)",
        "Softmax(@) Mul(@,$)",
        "Tanh(@)",
        "Clip(@,-10,10)",
      })
  void sigmoidsInTheMiddleStay(String tail) throws IOException {
    try (OnnxNetwork network = network(tail)) {
      assertEquals(null, network.head());
      assertEquals("", network.takenOff());
      float[] peer = run(tail);
      assertTrue(Fixtures.deviation(peer, Fixtures.logits(network, input(), 1)) < 1e-5);
    }
  }

  @Test
  void theCasesOfOthers() throws IOException {
    for (String name : new String[] {"sigmoid", "softmax-identity"}) {
      try (OnnxNetwork network = Fixtures.network("onnx/heads/" + name + ".onnx", SIDE, SIDE)) {
        assertTrue(Fixtures.deviation(logits(), Fixtures.logits(network, input(), 1)) < 1e-5);
      }
    }
  }

  private static void assertLogits(Head head, String tail) throws IOException {
    try (OnnxNetwork network = network(tail)) {
      assertEquals(head, network.head());
      assertEquals(5, network.classes());
      assertTrue(Fixtures.deviation(logits(), Fixtures.logits(network, input(), 1)) < 1e-5);
      float[] twice = Arrays.copyOf(input(), 2 * input().length);
      System.arraycopy(input(), 0, twice, input().length, input().length);
      float[] both = Fixtures.logits(network, twice, 2);
      assertTrue(Fixtures.deviation(logits(), Arrays.copyOfRange(both, 5, 10)) < 1e-5);
    }
  }

  private static String refusal(String tail) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> network(tail).close()).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith("net.onnx: node '"), message);
    return message;
  }

  private static float[] run(String tail) throws IOException {
    try {
      return OnnxRuntimePeer.run(HeadModels.bytes("logits", tail), input(), 1, 3, SIDE, SIDE);
    } catch (ai.onnxruntime.OrtException e) {
      throw new IOException(e);
    }
  }

  private static float[] input() throws IOException {
    return NpyFile.read(Fixtures.resource("onnx/heads/input.npy")).values();
  }

  private static float[] logits() throws IOException {
    return NpyFile.read(Fixtures.resource("onnx/heads/logits.npy")).values();
  }

  private static OnnxNetwork network(String tail) throws IOException {
    byte[] bytes = HeadModels.bytes("logits", tail);
    return OnnxNetwork.build(OnnxFile.parse(Path.of("net.onnx"), bytes), SIDE, SIDE, Device.cpu());
  }
}
