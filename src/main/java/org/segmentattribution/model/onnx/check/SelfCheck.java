package org.segmentattribution.model.onnx.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.onnx.OnnxClassifier;
import org.segmentattribution.model.onnx.OnnxOrigin;

/**
 * Whether a classifier computes what its ONNX file says: its logits beside ONNX Runtime's on the
 * same inputs, and those of a batch beside those of its inputs one by one. At most three forward
 * passes.
 *
 * @param images how many inputs were compared; 0 where nothing was
 * @param largestDifference between logits
 * @param peak largest magnitude of ONNX Runtime's logits
 * @param onnxRuntime its version; null where it did not run
 * @param notChecked why nothing was compared; null where it was
 * @param failed whether it should have been compared, but ONNX Runtime cannot run the file
 */
public record SelfCheck(
    int images,
    double largestDifference,
    double peak,
    String onnxRuntime,
    String notChecked,
    boolean failed) {
  /** Inputs that are compared at most. */
  public static final int MOST = 3;

  private static final double TOLERANCE = 1e-3;

  /** Where a GPU rounds products to 10 bits. */
  private static final double COARSE_TOLERANCE = 2e-2;

  /**
   * Where the runtime rounds every value to 16 bits and we do not: this often the rounding of a
   * number. ResNet, ViT, ConvNeXt and EfficientNet in float16 were at 0.4 to 1.3 times.
   */
  private static final double ROUNDINGS = 10;

  /** Whether NVIDIA's libraries may round products, which {@code scripts/sat} forbids. */
  private static final boolean TENSOR_FLOAT = !"0".equals(System.getenv("NVIDIA_TF32_OVERRIDE"));

  /** A check that is not made. */
  public static SelfCheck not(String why) {
    return new SelfCheck(0, 0, 0, null, why, false);
  }

  /**
   * Compares.
   *
   * @param inputs one after another, each C x H x W; the first {@link #MOST} are taken, and a
   *     single one beside its mirror image
   * @param images how many, at least 1
   * @throws IllegalArgumentException in one line with both figures and the first node at which they
   *     part, if they do not agree
   */
  public static SelfCheck of(LoadedClassifier classifier, float[] inputs, int images) {
    if (!(classifier instanceof OnnxClassifier onnx)) {
      return not("there is nothing to compare with: ONNX alone is run by two programs");
    }
    int count = Math.min(images, MOST);
    int size = Math.toIntExact(onnx.inputShape().size());
    float[] first = Arrays.copyOf(inputs, Math.max(2, count) * size);
    if (count == 1) {
      mirror(first, size, (int) onnx.inputShape().get(2));
    }
    OnnxOrigin origin = onnx.network().origin();
    if (!origin.named() || !Files.isRegularFile(origin.file())) {
      return not("the network was not read from a file");
    }
    try (OnnxRuntimeFile file = OnnxRuntimeFile.open(origin, List.of(origin.logits().name()))) {
      return compared(onnx, file, first, count);
    } catch (IOException e) {
      String why = "ONNX Runtime cannot run the file: " + e.getMessage();
      return new SelfCheck(0, 0, 0, null, why, true);
    }
  }

  /** Puts the mirror image of the first input behind it. */
  private static void mirror(float[] inputs, int size, int width) {
    for (int i = 0; i < size; i++) {
      int column = i % width;
      inputs[size + i] = inputs[i - column + width - 1 - column];
    }
  }

  private static SelfCheck compared(
      OnnxClassifier onnx, OnnxRuntimeFile file, float[] inputs, int images) throws IOException {
    int count = inputs.length / Math.toIntExact(onnx.inputShape().size());
    float[] batch = logits(onnx, inputs, 0, count);
    int classes = batch.length / count;
    float[] singles = new float[batch.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(logits(onnx, inputs, i, i + 1), 0, singles, i * classes, classes);
    }
    RuntimeLogits runtime = new RuntimeLogits(file, onnx.network());
    float[] there = runtime.of(inputs);
    Difference alone = Difference.of(there, singles);
    Difference mixed = Difference.of(singles, batch);
    boolean coarse = !onnx.device().equals("cpu") && TENSOR_FLOAT;
    double allowed = Math.max(coarse ? COARSE_TOLERANCE : TOLERANCE, ROUNDINGS * file.rounding());
    if (!(alone.share() <= allowed)) {
      // the file may fix the number of images further on, and then mixes those of a batch
      there = runtime.oneByOne(inputs);
      alone = Difference.of(there, singles);
    }
    if (!(alone.share() <= allowed)) {
      String where = PartingNode.fromRuntime(onnx, allowed, inputs, alone.at() / classes);
      String what = "logits are not those of ONNX Runtime " + file.version();
      throw refuse(onnx, what, alone, allowed, text(alone.at(), classes, singles, there), where);
    }
    if (!(mixed.share() <= allowed)) {
      String where = PartingNode.fromSingles(onnx, allowed, inputs);
      String what = "logits of a batch are not those of its inputs one by one";
      throw refuse(onnx, what, mixed, allowed, text(mixed.at(), classes, batch, singles), where);
    }
    double largest = Math.max(alone.largest(), mixed.largest());
    return new SelfCheck(images, largest, alone.peak(), file.version(), null, false);
  }

  private static float[] logits(OnnxClassifier onnx, float[] inputs, int from, int to) {
    int size = Math.toIntExact(onnx.inputShape().size());
    try (NDManager scope = onnx.newScope()) {
      float[] some = Arrays.copyOfRange(inputs, from * size, to * size);
      NDArray x = scope.create(some, new Shape(to - from).addAll(onnx.inputShape()));
      return Gradients.without(() -> onnx.logits(x, LayerRule.PLAIN)).toFloatArray();
    }
  }

  /** A logit in both. */
  private static String text(int at, int classes, float[] found, float[] expected) {
    return String.format(
        Locale.ROOT,
        "class %d of input %d: %.6g instead of %.6g",
        at % classes,
        at / classes + 1,
        found[at],
        expected[at]);
  }

  private static WrongInput refuse(
      OnnxClassifier onnx,
      String what,
      Difference difference,
      double allowed,
      String logit,
      String where) {
    return WrongInput.of(
        "%s; the file is read wrongly: please report it ({self-check} off goes on all the same)",
        Quoted.line(
            String.format(
                Locale.ROOT,
                "%s: %s (%s; they differ by %.2g of the peak %.4g, %.0e is allowed)%s",
                onnx.network().origin().file(),
                what,
                logit,
                difference.share(),
                difference.peak(),
                allowed,
                where)));
  }

  /** Returns these numbers for {@code run.json}, in a fixed order. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("checked", notChecked == null);
    if (notChecked != null) {
      map.put("reason", notChecked);
      return map;
    }
    map.put("images", images);
    map.put("largest_difference", largestDifference);
    map.put("peak", peak);
    map.put("of_peak", peak == 0 ? 0 : largestDifference / peak);
    map.put("onnxruntime", onnxRuntime);
    return map;
  }

  /** Returns these numbers in one line for people. */
  public String line() {
    return notChecked != null
        ? "not made: " + notChecked
        : String.format(
            Locale.ROOT,
            "%d input%s: logits differ from those of ONNX Runtime %s by %.1e at most, of a peak of"
                + " %.4g",
            images,
            images == 1 ? "" : "s",
            onnxRuntime,
            largestDifference,
            peak);
  }
}
