package org.segmentattribution.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What {@link SegmentExplainer.Builder} hands to the implementation. Programs that embed this one
 * use the builder and need not know it.
 *
 * @param model classifier file
 * @param segments what finds the segments
 * @param methods saliency methods
 * @param target {@code label}, {@code predicted}, {@code positives}, or a class by name, alias or
 *     index
 * @param compute where and how much at once
 * @param seed of methods that choose at random
 */
public record ExplainerRequest(
    Model model, Segments segments, Methods methods, String target, Compute compute, long seed) {

  /**
   * A classifier.
   *
   * @param file {@code .onnx}, {@code .safetensors}, TorchScript {@code .pt}, or a format of a jar
   * @param declared what is declared beside {@code FILE.json}, and wins over it: values by the
   *     names of the settings, such as {@code input-size} with {@code 224} and {@code 224}
   * @param selfCheck whether an ONNX model is compared with ONNX Runtime on the first images
   * @param trusted SHA-256 of the TorchScript file that may run its code; empty = any file; null =
   *     none
   * @param longestPass of a TorchScript model
   */
  public record Model(
      Path file,
      Map<String, List<String>> declared,
      boolean selfCheck,
      String trusted,
      Duration longestPass) {
    /**
     * Copies the declared values.
     *
     * @param file {@code .onnx}, {@code .safetensors}, TorchScript {@code .pt}, or a format of a
     *     jar
     * @param declared what is declared beside {@code FILE.json}, and wins over it: values by the
     *     names of the settings, such as {@code input-size} with {@code 224} and {@code 224}
     * @param selfCheck whether an ONNX model is compared with ONNX Runtime on the first images
     * @param trusted SHA-256 of the TorchScript file that may run its code; empty = any file; null
     *     = none
     * @param longestPass of a TorchScript model
     */
    public Model {
      declared = Map.copyOf(declared);
    }
  }

  /**
   * Where segments come from, and how their masks are counted.
   *
   * @param spec as {@code --segmenter} takes it; null where a segmenter is given
   * @param given a segmenter of the caller, which stays open; null where a spec is given
   * @param options prompts and the like
   * @param padding pixels of the model's input grid by which every mask is padded, at least 0
   * @param shape of the padding
   */
  public record Segments(
      String spec, Segmenter given, SegmenterOptions options, int padding, PadShape shape) {}

  /**
   * Saliency methods.
   *
   * @param names at least one
   * @param parameters {@code name=value} or {@code METHOD:name=value}
   * @param channels how the colour channels of a map become one: {@code sum}, {@code mean}, {@code
   *     sum-abs}, {@code abs-sum}, {@code abs-max}, {@code l2}
   */
  public record Methods(List<String> names, List<String> parameters, String channels) {
    /**
     * Copies the lists.
     *
     * @param names at least one
     * @param parameters {@code name=value} or {@code METHOD:name=value}
     * @param channels how the colour channels of a map become one: {@code sum}, {@code mean},
     *     {@code sum-abs}, {@code abs-sum}, {@code abs-max}, {@code l2}
     */
    public Methods {
      names = List.copyOf(names);
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * Who computes.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @param batch images in one pass, at least 1
   * @param threads batches of one stream that are worked on at the same time, at least 1
   */
  public record Compute(String device, int batch, int threads) {}
}
