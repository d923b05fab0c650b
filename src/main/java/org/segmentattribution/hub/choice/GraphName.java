package org.segmentattribution.hub.choice;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The name of a graph, taken apart as optimum and transformers.js write it: {@code
 * model_quantized.onnx} is {@code model} in another kind of numbers.
 *
 * @param base name without the kind of numbers and without {@code .onnx}
 * @param variant kind of numbers; {@code fp32} where the name says none
 */
record GraphName(String base, String variant) {
  /** Numbers of 32 bits, as the weights were trained. */
  static final String FULL = "fp32";

  private static final String ONNX = ".onnx";

  /** Endings of names by the kind of numbers (transformers.js, utils/dtypes.js). */
  private static final Map<String, String> ENDINGS =
      new TreeMap<>(
          Map.of(
              "fp16", "_fp16",
              "int8", "_int8",
              "uint8", "_uint8",
              "quantized", "_quantized",
              "q4", "_q4",
              "q4f16", "_q4f16",
              "bnb4", "_bnb4"));

  /** Returns the kinds of numbers that have a name. */
  static List<String> variants() {
    return ENDINGS.keySet().stream().toList();
  }

  static boolean isGraph(String name) {
    return name.endsWith(ONNX);
  }

  /** Takes a name apart. */
  static GraphName of(String name) {
    String stem = name.substring(0, name.length() - ONNX.length());
    return ENDINGS.entrySet().stream()
        .filter(
            entry -> stem.endsWith(entry.getValue()) && stem.length() > entry.getValue().length())
        .max(Comparator.comparing(entry -> entry.getValue().length()))
        .map(
            entry ->
                new GraphName(
                    stem.substring(0, stem.length() - entry.getValue().length()), entry.getKey()))
        .orElse(new GraphName(stem, FULL));
  }
}
