package org.segmentattribution.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The settings that {@link SegmentExplainer.Builder} hands to the implementation. Programs that
 * embed this one use the builder instead.
 *
 * @param model classifier file
 * @param segments how segments are found
 * @param methods saliency methods
 * @param target {@code label}, {@code predicted}, {@code positives}, or a class by name, alias or
 *     index
 * @param compute device, batch size and threads
 * @param seed seed of methods that choose at random
 */
public record ExplainerRequest(
    Model model, Segments segments, Methods methods, String target, Compute compute, long seed) {

  /**
   * A classifier file with its settings.
   *
   * @param file {@code .onnx}, {@code .safetensors}, TorchScript {@code .pt}, {@code clip:FOLDER},
   *     or a format that a jar adds
   * @param declared parts of the declaration, which replace those in {@code FILE.json}: lists of
   *     values by setting, such as {@code 224} and {@code 224} for {@code input-size}
   * @param selfCheck whether an ONNX model is compared with ONNX Runtime on the first images
   * @param trusted SHA-256 of the TorchScript file that may run its code; empty = any file; null =
   *     none
   * @param longestPass longest time that one pass of a TorchScript model may take
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
     * @param file {@code .onnx}, {@code .safetensors}, TorchScript {@code .pt}, {@code
     *     clip:FOLDER}, or a format that a jar adds
     * @param declared parts of the declaration, which replace those in {@code FILE.json}: lists of
     *     values by setting, such as {@code 224} and {@code 224} for {@code input-size}
     * @param selfCheck whether an ONNX model is compared with ONNX Runtime on the first images
     * @param trusted SHA-256 of the TorchScript file that may run its code; empty = any file; null
     *     = none
     * @param longestPass longest time that one pass of a TorchScript model may take
     */
    public Model {
      declared = Map.copyOf(declared);
    }
  }

  /**
   * The source of the segments, and the padding of their masks.
   *
   * @param spec specification as {@code --segmenter} takes it; null where a segmenter is given
   * @param given segmenter of the caller, who closes it; null where a specification is given
   * @param options prompts and other options of the segmenter
   * @param padding pixels of the model's input grid by which every mask is padded, at least 0
   * @param shape shape of the padding
   * @param elsewhere whether what lies outside every segment has a row of its own
   */
  public record Segments(
      String spec,
      Segmenter given,
      SegmenterOptions options,
      int padding,
      PadShape shape,
      boolean elsewhere) {}

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
   * How the work is computed.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @param batch images in one pass, at least 1
   * @param threads batches of one stream that are in work at the same time, at least 1
   */
  public record Compute(String device, int batch, int threads) {}
}
