package org.segmentattribution.model.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestGraph.attribute;
import static org.segmentattribution.model.onnx.TestGraph.attributes;
import static org.segmentattribution.model.onnx.TestNodes.real;
import static org.segmentattribution.model.onnx.TestNodes.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.OnnxRuntimePeer;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/**
 * Operators one by one, in files for one image and for any number: values beside ONNX Runtime's,
 * also after writing the layers again, and gradients beside differences of values.
 */
class OperatorValuesTest {
  private static final int IMAGES = 3;
  private static final int CHANNELS = 4;
  private static final int SIDE = 6;
  private static final int SIZE = CHANNELS * SIDE * SIDE;
  private static final int LOGITS = 8;
  private static final double TOLERANCE = 2e-5;
  private static final float[] INPUT = Fixtures.normal(5, IMAGES * SIZE);

  /** A graph from x, [N, 4, 6, 6], to t. */
  private record Case(String name, int opset, UnaryOperator<TestGraph> nodes) {
    /** With a row of values as output. */
    TestGraph row() {
      TestGraph graph = new TestGraph(opset, 0, CHANNELS, SIDE, SIDE);
      return nodes.apply(graph).add("Flatten", "y", "t");
    }

    /** With logits, which are weighted sums of so many values. */
    TestGraph graph(int images, int values) {
      TestGraph graph = new TestGraph(opset, images, CHANNELS, SIDE, SIDE);
      return nodes
          .apply(graph)
          .add("Flatten", "row", "t")
          .floats("weights", new long[] {values, LOGITS}, Fixtures.normal(7, values * LOGITS))
          .add("MatMul", "y", "row weights");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case one(int opset, String operator, AttributeProto... attributes) {
    List<String> said = Arrays.stream(attributes).map(OperatorValuesTest::said).toList();
    return new Case(operator + " " + said, opset, g -> g.add(operator, "t", "x", attributes));
  }

  private static Case of(String name, int opset, UnaryOperator<TestGraph> nodes) {
    return new Case(name, opset, nodes);
  }

  private static String said(AttributeProto a) {
    String value =
        switch (a.getType()) {
          case INT -> a.getI() + "";
          case FLOAT -> a.getF() + "";
          case INTS -> a.getIntsList() + "";
          default -> a.getS().toStringUtf8();
        };
    return a.getName() + "=" + value;
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(functions());
    cases.addAll(reductions());
    cases.addAll(products());
    cases.addAll(windows());
    cases.addAll(places());
    cases.addAll(choices());
    return cases;
  }

  private static List<Case> functions() {
    return List.of(
        one(13, "ThresholdedRelu", real("alpha", 0.4f)),
        one(13, "LeakyRelu", real("alpha", 0.3f)),
        one(13, "Elu", real("alpha", 0.7f)),
        one(13, "Celu", real("alpha", 0.7f)),
        one(13, "Selu", real("alpha", 1.2f), real("gamma", 1.5f)),
        one(13, "Selu"),
        one(18, "Mish"),
        one(14, "HardSwish"),
        one(13, "HardSigmoid", real("alpha", 0.3f)),
        one(24, "Swish", real("alpha", 1.5f)),
        one(24, "Swish"),
        one(20, "Gelu"),
        one(20, "Gelu", text("approximate", "tanh")),
        one(13, "Softplus"),
        one(13, "Softsign"),
        one(14, "Trilu", attribute("upper", 0)),
        of("Trilu k", 14, g -> g.integers("k", new long[0], -1).add("Trilu", "t", "x k")),
        of(
            "Min of 3",
            13,
            g -> g.add("Neg", "n", "x").floats("c", new long[0], 0.3f).add("Min", "t", "n x c")),
        of(
            "Max of 4",
            13,
            g ->
                g.add("Neg", "n", "x")
                    .floats("c", new long[] {6}, rising(6))
                    .floats("d", new long[0], -0.2f)
                    .add("Max", "t", "c x d n")),
        of(
            "Mean of 3",
            13,
            g -> g.add("Neg", "n", "x").add("Abs", "a", "x").add("Mean", "t", "x n a")),
        of(
            "Pow",
            13,
            g -> g.add("Abs", "a", "x").floats("p", new long[] {1}, 1.7f).add("Pow", "t", "a p")));
  }

  /** Without jumps: differences of values are to be gradients. */
  private static List<Case> choices() {
    return List.of(
        of(
            "Softplus of torch.onnx",
            18,
            g ->
                g.floats("limit", new long[0], 20)
                    .floats("ten", new long[0], 30)
                    .add("Mul", "v", "x ten")
                    .add("Softplus", "s", "v")
                    .add("Greater", "m", "v limit")
                    .add("Where", "t", "m v s")),
        of(
            "Softshrink of torch.onnx",
            18,
            g ->
                g.floats("high", new long[0], 0.371f)
                    .floats("low", new long[] {1}, -0.371f)
                    .floats("zero", new long[0], 0)
                    .add("Greater", "a", "x high")
                    .add("Sub", "less", "x high")
                    .add("Where", "above", "a less zero")
                    .add("Less", "b", "x low")
                    .add("Add", "more", "x high")
                    .add("Where", "below", "b more zero")
                    .add("Add", "t", "above below")),
        of(
            "Where with Or",
            18,
            g ->
                g.floats("high", new long[0], 0.371f)
                    .floats("low", new long[] {1}, -0.371f)
                    .add("Greater", "a", "x high")
                    .add("LessOrEqual", "b", "x low")
                    .add("Cast", "c", "a", attribute("to", 9))
                    .add("Or", "m", "c b")
                    .add("Clip", "bounded", "x low high")
                    .add("Where", "t", "m bounded x")),
        of(
            "Where with And and Not",
            13,
            g ->
                g.add("Neg", "n", "x")
                    .floats("none", new long[0], 0)
                    .floats("c", new long[] {4, 1, 1}, 0, 0, 0, 0)
                    .add("GreaterOrEqual", "a", "none x")
                    .add("Less", "b", "x n")
                    .add("And", "m", "a b")
                    .add("Not", "o", "m")
                    .add("Exp", "e", "x")
                    .add("Mul", "product", "e x")
                    .add("Where", "t", "o product c")),
        of(
            "Where by the channels' mean",
            13,
            g ->
                g.add("ReduceMean", "mean", "x", attributes("axes", 1))
                    .floats("limits", new long[] {6}, rising(6))
                    .add("LessOrEqual", "m", "mean limits")
                    .add("Neg", "other", "x")
                    .add("Where", "t", "m x other")),
        of(
            "Where by channels",
            13,
            g ->
                g.add("GlobalAveragePool", "p", "x")
                    .floats("zero", new long[0], 0)
                    .add("Equal", "same", "p zero")
                    .add("Transpose", "o", "x", attributes("perm", 0, 1, 3, 2))
                    .add("Where", "t", "same x o")));
  }

  private static float[] rising(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i % 7 - 3) * 0.31f + i * 0.013f;
    }
    return values;
  }

  private static List<Case> reductions() {
    List<Case> cases = new ArrayList<>();
    for (String kind : List.of("L1", "L2", "SumSquare", "LogSumExp", "Sum", "Mean", "Max", "Min")) {
      cases.add(one(13, "Reduce" + kind, attributes13(kind, 2, 3)));
      cases.add(one(13, "Reduce" + kind, attributes13(kind, 1)));
    }
    cases.removeIf(c -> c.name().startsWith("ReduceSum ["));
    cases.add(of("ReduceSum", 13, g -> g.integers("a", 1, -1).add("ReduceSum", "t", "x a")));
    cases.add(
        of(
            "ReduceLogSum",
            18,
            g ->
                g.integers("a", 1, 3)
                    .add("Abs", "p", "x")
                    .add("ReduceLogSum", "t", "p a", attribute("keepdims", 0))));
    cases.add(of("ReduceProd", 18, g -> g.integers("a", 1, 2).add("ReduceProd", "t", "x a")));
    cases.add(one(13, "LogSoftmax", attribute("axis", 1)));
    cases.add(one(11, "LogSoftmax", attribute("axis", 2)));
    cases.add(one(11, "Softmax", attribute("axis", 2)));
    cases.add(one(13, "Softmax", attribute("axis", 3)));
    cases.add(one(13, "LpNormalization", attribute("axis", 1), attribute("p", 1)));
    cases.add(one(13, "LpNormalization", attribute("axis", 3)));
    cases.add(one(13, "LRN", attribute("size", 3), real("alpha", 0.5f), real("beta", 0.6f)));
    cases.add(one(13, "LRN", attribute("size", 5), real("alpha", 0.9f), real("bias", 2)));
    cases.add(
        of(
            "RMSNormalization",
            23,
            g ->
                g.floats("s", new long[] {6}, rising(6))
                    .add("RMSNormalization", "t", "x s", real("epsilon", 0.01f))));
    cases.add(
        of(
            "RMSNormalization from 2",
            23,
            g ->
                g.floats("s", new long[] {6, 6}, rising(36))
                    .add("RMSNormalization", "t", "x s", attribute("axis", 2))));
    cases.add(
        of(
            "LayerNormalization",
            17,
            g ->
                g.floats("s", new long[] {6}, rising(6))
                    .add("LayerNormalization", "t", "x s", real("epsilon", 0.01f))));
    cases.add(
        of(
            "InstanceNormalization",
            17,
            g ->
                g.floats("s", new long[] {4}, rising(4))
                    .floats("b", new long[] {4}, rising(4))
                    .add("InstanceNormalization", "t", "x s b")));
    cases.add(
        of(
            "GroupNormalization",
            21,
            g ->
                g.floats("s", new long[] {4}, rising(4))
                    .floats("b", new long[] {4}, rising(4))
                    .add("GroupNormalization", "t", "x s b", attribute("num_groups", 2))));
    return cases;
  }

  private static AttributeProto[] attributes13(String kind, long... axes) {
    return kind.equals("Sum")
        ? new AttributeProto[0]
        : new AttributeProto[] {attributes("axes", axes)};
  }

  private static List<Case> products() {
    List<Case> cases = new ArrayList<>();
    UnaryOperator<TestGraph> tokens =
        g ->
            g.integers("ts", 0, 12, 12)
                .add("Reshape", "q", "x ts")
                .add("Neg", "n", "q")
                .add("Abs", "v", "q");
    AttributeProto heads = attribute("q_num_heads", 3);
    cases.add(
        of(
            "Attention",
            23,
            g ->
                tokens
                    .apply(g)
                    .add("Attention", "t", "q n v", heads, attribute("kv_num_heads", 3))));
    cases.add(
        of(
            "Attention causal",
            23,
            g ->
                tokens
                    .apply(g)
                    .add(
                        "Attention",
                        "t",
                        "q n v",
                        heads,
                        attribute("kv_num_heads", 3),
                        attribute("is_causal", 1),
                        real("scale", 0.3f))));
    cases.add(
        of(
            "Attention grouped",
            24,
            g ->
                tokens
                    .apply(g)
                    .integers("six", 6)
                    .integers("last", 12)
                    .integers("two", 2)
                    .add("Slice", "k", "n six last two")
                    .add("Slice", "w", "v six last two")
                    .add(
                        "Attention",
                        "t",
                        "q k w",
                        attribute("q_num_heads", 4),
                        attribute("kv_num_heads", 2),
                        real("softcap", 2))));
    cases.add(
        of(
            "Attention masked",
            23,
            g ->
                g.floats("m", new long[] {6, 6}, rising(36))
                    .add("Neg", "n", "x")
                    .add("Attention", "t", "x n x m")));
    for (String equation :
        List.of(
            "nchw,wk->nchk",
            "nchw,cw->nchw",
            "nchw,chk->nckw",
            "nchw,hwk->nck",
            "nchw,ck->nkhw",
            "kw,nchw->nchk",
            "...w,wk->...k",
            "nchw,k->nchwk",
            "nchw,hk->nck",
            "nchw,ck->nkc")) {
      cases.add(
          of(
              "Einsum " + equation,
              13,
              g ->
                  g.add(
                          "Einsum",
                          "t",
                          equation.startsWith("kw") ? "c x" : "x c",
                          text("equation", equation))
                      .floats(
                          "c",
                          sizes(equation),
                          rising(
                              (int) LongStream.of(sizes(equation)).reduce(1, (a, b) -> a * b)))));
    }
    for (String equation :
        List.of(
            "nchw,nchv->ncwv",
            "nchw,nckw->nhk",
            "nchw,nkhw->nck",
            "nchw,ncxw->nchx",
            "...ab,...bc->...ac",
            "nchw,nhc->nhw")) {
      cases.add(
          of(
              "Einsum " + equation,
              13,
              g ->
                  g.add("Neg", "a", "x")
                      .add("ReduceMean", "b", "x", attributes("axes", 3), attribute("keepdims", 0))
                      .add("Transpose", "r", "b", attributes("perm", 0, 2, 1))
                      .add(
                          "Einsum",
                          "t",
                          equation.contains("nhc") ? "x r" : "x a",
                          text("equation", equation))));
    }
    cases.add(one(13, "Einsum", text("equation", "nchw->nwc")));
    cases.add(
        of(
            "MatMul vector",
            13,
            g -> g.floats("c", new long[] {6}, rising(6)).add("MatMul", "t", "x c")));
    cases.add(
        of(
            "MatMul vector first",
            13,
            g -> g.floats("c", new long[] {6}, rising(6)).add("MatMul", "t", "c x")));
    cases.add(
        of(
            "MatMul matrices",
            13,
            g -> g.floats("c", new long[] {4, 6, 2}, rising(48)).add("MatMul", "t", "x c")));
    cases.add(
        of(
            "MatMul matrices first",
            13,
            g -> g.floats("c", new long[] {4, 2, 6}, rising(48)).add("MatMul", "t", "c x")));
    cases.add(
        of(
            "MatMul one matrix",
            13,
            g -> g.floats("c", new long[] {1, 6, 2}, rising(12)).add("MatMul", "t", "x c")));
    cases.add(
        of(
            "MatMul matrix first",
            13,
            g -> g.floats("c", new long[] {2, 6}, rising(12)).add("MatMul", "t", "c x")));
    cases.add(
        of(
            "Gemm added",
            13,
            g ->
                g.integers("s", 0, -1)
                    .add("Reshape", "r", "x s")
                    .floats("w", new long[] {144, 5}, rising(720))
                    .add("ReduceMean", "m", "r", attributes("axes", 1))
                    .add("Gemm", "t", "r w m", real("alpha", 0.5f), real("beta", 2))));
    return cases;
  }

  private static long[] sizes(String equation) {
    String term =
        Arrays.stream(equation.split("->")[0].split(","))
            .filter(s -> !s.contains("n") && !s.contains("."))
            .findFirst()
            .orElseThrow();
    return term.chars().mapToLong(c -> c == 'k' ? 3 : c == 'c' ? CHANNELS : SIDE).toArray();
  }

  private static List<Case> windows() {
    AttributeProto kernel = attributes("kernel_shape", 3, 2);
    AttributeProto dilations = attributes("dilations", 2, 1);
    AttributeProto strides = attributes("strides", 2, 3);
    AttributeProto pads = attributes("pads", 1, 0, 2, 1);
    float[] weights = Fixtures.normal(8, 4 * 3 * 3 * 2);
    List<Case> cases = new ArrayList<>();
    cases.add(one(22, "AveragePool", kernel, dilations, pads));
    cases.add(one(22, "AveragePool", kernel, dilations, pads, attribute("count_include_pad", 1)));
    cases.add(one(13, "LpPool", kernel, pads));
    cases.add(one(13, "LpPool", kernel, strides, attribute("p", 1)));
    cases.add(one(13, "LpPool", kernel, attribute("p", 3)));
    cases.add(one(13, "GlobalLpPool"));
    AttributeProto wide = attributes("kernel_shape", 9, 40);
    AttributeProto far = attributes("strides", 9, 40);
    cases.add(one(20, "AveragePool", wide, far, attribute("ceil_mode", 1)));
    cases.add(one(13, "MaxPool", wide, far, attribute("ceil_mode", 1)));
    cases.add(
        of(
            "BatchNormalization of a constant",
            15,
            g ->
                g.floats("w", new long[] {1, 4, 36}, rising(144))
                    .floats("s", new long[] {4}, 1, 2, 3, 4)
                    .floats("z", new long[] {4}, 0, 0, 0, 0)
                    .integers("p", 4, 4, 3, 3)
                    .add("BatchNormalization", "n m v", "w s z z s", attribute("training_mode", 1))
                    .add("Reshape", "k", "n p")
                    .add("Conv", "t", "x k")));
    cases.add(
        of(
            "Product of constants",
            13,
            g ->
                g.floats("a", new long[] {6, 3}, rising(18))
                    .floats("b", new long[] {3, 6}, rising(18))
                    .add("MatMul", "c", "a b")
                    .add("Sigmoid", "d", "c")
                    .add("Add", "t", "x d")));
    cases.add(
        of(
            "ConvTranspose",
            13,
            g ->
                g.floats("w", new long[] {4, 3, 3, 2}, weights)
                    .floats("b", new long[] {3}, 1, 2, 3)
                    .add("ConvTranspose", "t", "x w b", strides, pads)));
    cases.add(
        of(
            "ConvTranspose plain",
            13,
            g -> g.floats("w", new long[] {4, 3, 3, 2}, weights).add("ConvTranspose", "t", "x w")));
    cases.add(
        of(
            "ConvTranspose groups",
            13,
            g ->
                g.floats("w", new long[] {4, 3, 3, 2}, weights)
                    .add(
                        "ConvTranspose",
                        "t",
                        "x w",
                        attribute("group", 2),
                        attributes("pads", 3, 2, 2, 2),
                        attributes("strides", 3, 2),
                        dilations,
                        attributes("output_padding", 1, 1))));
    return cases;
  }

  private static List<Case> places() {
    List<Case> cases = new ArrayList<>();
    for (String mode : List.of("reflect", "edge", "wrap", "constant")) {
      cases.add(
          of(
              "Pad " + mode,
              19,
              g ->
                  g.integers("p", 0, 0, 2, 1, 0, 0, 1, 3)
                      .add("Pad", "t", "x p", text("mode", mode))));
    }
    for (String place :
        List.of(
            "half_pixel",
            "pytorch_half_pixel",
            "align_corners",
            "asymmetric",
            "half_pixel_symmetric")) {
      for (String mode : List.of("nearest", "linear", "cubic")) {
        cases.add(
            of(
                "Resize " + mode + " " + place,
                19,
                g ->
                    g.integers("s", 9, 4)
                        .add(
                            "Resize",
                            "t",
                            "x   s",
                            text("mode", mode),
                            attributes("axes", 2, 3),
                            text("coordinate_transformation_mode", place))));
        cases.add(
            of(
                "Resize by " + mode + " " + place,
                13,
                g ->
                    g.floats("s", new long[] {4}, 1, 1, 2.3f, 0.6f)
                        .add(
                            "Resize",
                            "t",
                            "x  s",
                            text("mode", mode),
                            attribute("exclude_outside", 0),
                            text("coordinate_transformation_mode", place))));
      }
    }
    for (String mode : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
      cases.add(
          of(
              "Resize " + mode,
              13,
              g ->
                  g.floats("s", new long[] {4}, 1, 1, 2, 0.5f)
                      .add(
                          "Resize",
                          "t",
                          "x  s",
                          text("nearest_mode", mode),
                          text("coordinate_transformation_mode", "asymmetric"))));
    }
    cases.add(
        of(
            "Resize inside",
            13,
            g ->
                g.floats("s", new long[] {4}, 1, 1, 2, 1.5f)
                    .add(
                        "Resize",
                        "t",
                        "x  s",
                        text("mode", "cubic"),
                        attribute("exclude_outside", 1))));
    for (String mode : List.of("linear", "cubic")) {
      cases.add(
          of(
              "Resize antialias " + mode,
              18,
              g ->
                  g.integers("s", 3, 8)
                      .add(
                          "Resize",
                          "t",
                          "x   s",
                          text("mode", mode),
                          attribute("antialias", 1),
                          attributes("axes", 2, 3))));
    }
    cases.add(
        of(
            "Resize 10",
            10,
            g ->
                g.floats("s", new long[] {4}, 1, 1, 2.5f, 1)
                    .add("Resize", "t", "x s", text("mode", "linear"))));
    cases.add(
        of(
            "Upsample",
            9,
            g -> g.floats("s", new long[] {4}, 1, 1, 2, 3).add("Upsample", "t", "x s")));
    cases.add(of("CumSum", 14, g -> g.integers("a", new long[0], 2).add("CumSum", "t", "x a")));
    cases.add(
        of(
            "CumSum reverse",
            14,
            g ->
                g.integers("a", new long[0], -1)
                    .add(
                        "CumSum", "t", "x a", attribute("reverse", 1), attribute("exclusive", 1))));
    cases.add(
        of(
            "Gather many",
            13,
            g ->
                g.integers("i", 5, 3, 1, 0, 2, 4, 5, 3, 1, 0, 2, 4, 1, 3, 5, 0, 2, 4)
                    .add("Gather", "t", "x i", attribute("axis", 2))));
    cases.add(
        of(
            "GatherElements",
            13,
            g ->
                g.integers("i", new long[] {1, 2, 3, 2}, 5, -1, 0, 2, 3, 3, 1, 0, 4, 4, 2, 1)
                    .add("GatherElements", "t", "x i", attribute("axis", 3))));
    cases.add(
        of(
            "GatherND",
            13,
            g ->
                g.integers("i", new long[] {1, 2, 3}, 0, 3, 5, 0, -1, 0)
                    .add("GatherND", "t", "x i")));
    cases.add(
        of(
            "ScatterND",
            16,
            g ->
                g.add("Neg", "n", "x")
                    .integers("b", 0)
                    .integers("e", 2)
                    .integers("a", 1)
                    .add("Slice", "u", "n b e a")
                    .integers("i", new long[] {1, 2, 2}, 0, 3, 0, 0)
                    .add("ScatterND", "t", "x i u")));
    cases.add(
        of(
            "ScatterElements",
            16,
            g ->
                g.add("Neg", "n", "x")
                    .integers("b", 0)
                    .integers("e", 2)
                    .integers("a", 3)
                    .add("Slice", "u", "n b e a")
                    .integers(
                        "i",
                        new long[] {1, 4, 6, 2},
                        LongStream.range(0, 48).map(k -> k % 2 == 0 ? 5 : 1 + k % 3).toArray())
                    .add("ScatterElements", "t", "x i u", attribute("axis", 3))));
    return cases;
  }

  private static float[][] run(OnnxNetwork network, float[] values, int images, float... toward) {
    try (NDManager scope = network.newScope()) {
      NDArray x = scope.create(values, new Shape(images).addAll(network.input()));
      x.setRequiresGradient(true);
      NDArray y = Gradients.with(() -> network.graph().forward(x));
      if (toward.length == 0) {
        return new float[][] {y.toFloatArray()};
      }
      NDArray weights = scope.create(toward, y.getShape());
      Gradients.backward(Gradients.with(() -> y.mul(weights)));
      return new float[][] {y.toFloatArray(), x.getGradient().toFloatArray()};
    }
  }

  private static void assertClose(String what, float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length, what);
    double deviation = Fixtures.deviation(expected, actual);
    assertTrue(deviation <= TOLERANCE, what + ": " + deviation);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAreThoseOfOnnxRuntime(Case given) throws Exception {
    int values = values(given);
    byte[] file = given.graph(0, values).bytes();
    // some graphs hold what is true for one image
    float[] expected = alone(file);
    for (int images : new int[] {0, 1}) {
      try (OnnxNetwork network = given.graph(images, values).open(SIDE, SIDE)) {
        assertClose("file for " + images, expected, run(network, INPUT, IMAGES)[0]);
        if (images == 0) {
          assertClose("written", expected, alone(OnnxWriter.bytes(network)));
        }
      }
    }
  }

  private static int values(Case given) throws Exception {
    float[] image = Arrays.copyOf(INPUT, SIZE);
    return OnnxRuntimePeer.run(given.row().bytes(), image, 1, CHANNELS, SIDE, SIDE).length;
  }

  private static float[] alone(byte[] file) throws Exception {
    float[] all = new float[0];
    for (int i = 0; i < IMAGES; i++) {
      float[] image = Arrays.copyOfRange(INPUT, i * SIZE, (i + 1) * SIZE);
      float[] part = OnnxRuntimePeer.run(file, image, new long[] {1, CHANNELS, SIDE, SIDE});
      int from = all.length;
      all = Arrays.copyOf(all, from + part.length);
      System.arraycopy(part, 0, all, from, part.length);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfDifferences(Case given) throws Exception {
    try (OnnxNetwork network = given.graph(0, values(given)).open(SIDE, SIDE)) {
      float[] toward = Fixtures.normal(11, LOGITS);
      float[] image = Arrays.copyOf(INPUT, SIZE);
      float[] gradient = run(network, image, 1, toward)[1];
      float[] direction = Fixtures.normal(12, SIZE);
      double expected = 0;
      double peak = 0;
      for (int i = 0; i < SIZE; i++) {
        expected += (double) gradient[i] * direction[i];
        peak += Math.abs((double) gradient[i] * direction[i]);
      }
      double step = 1e-3;
      double found =
          (at(network, image, direction, step, toward)
                  - at(network, image, direction, -step, toward))
              / (2 * step);
      assertEquals(expected, found, 0.01 * peak, given.name());
    }
  }

  private static double at(
      OnnxNetwork network, float[] image, float[] direction, double step, float[] toward) {
    float[] moved = new float[image.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (image[i] + step * direction[i]);
    }
    float[] values = run(network, moved, 1)[0];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * toward[i];
    }
    return sum;
  }
}
