package org.segmentattribution.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of an explainer that say which model it loads and which segments it finds.
 *
 * @param <B> the builder, which each setter returns
 */
abstract class ModelAndSegments<B extends ModelAndSegments<B>> {
  final Map<String, List<String>> declared = new LinkedHashMap<>();
  Path model;
  boolean selfCheck = true;
  String trusted;
  Duration longestPass = Duration.ofMinutes(10);
  String spec;
  Segmenter segmenter;
  PromptList prompts = PromptList.of(List.of());
  double threshold = Double.NaN;
  String segmenterClasses;
  URI endpoint;
  Path cache;
  Duration imageTime = SegmenterOptions.STANDARD_IMAGE_TIME;
  int padding = 2;
  PadShape shape = PadShape.SQUARE;

  /** {@return this builder} */
  abstract B self();

  /**
   * Sets the classifier's file; {@code FILE.json} beside it declares classes and preprocessing.
   *
   * @param file {@code .onnx}, {@code .safetensors}, TorchScript, or a format that a jar adds;
   *     {@code clip:FOLDER} for CLIP and SigLIP, with {@link #classes} as texts
   * @return this builder
   */
  public B model(Path file) {
    model = file;
    return self();
  }

  /**
   * Sets the names of the model's classes, in the order of its logits; they replace those in {@code
   * FILE.json}.
   *
   * @param names one name for each logit
   * @return this builder
   */
  public B classes(List<String> names) {
    return declare("classes", names);
  }

  /**
   * Sets height and width of the model's input; they replace those in {@code FILE.json}.
   *
   * @param height rows, in pixels
   * @param width columns, in pixels
   * @return this builder
   */
  public B inputSize(int height, int width) {
    return declare("input-size", List.of(String.valueOf(height), String.valueOf(width)));
  }

  /**
   * Sets any part of the model's declaration; it replaces that part of {@code FILE.json}.
   *
   * @param part {@code arch}, {@code classes}, {@code template}, {@code head}, {@code input-size},
   *     {@code resize}, {@code range}, {@code mean}, {@code std}, {@code channel-order}, {@code
   *     crop-fraction}, {@code crop-mode}, {@code interpolation}, {@code antialias}, {@code
   *     input-layout} or {@code input-type}
   * @param values one value, or several, such as one for each channel
   * @return this builder
   */
  public B declare(String part, String... values) {
    return declare(part, Arrays.asList(values));
  }

  private B declare(String part, List<String> values) {
    declared.put(part, List.copyOf(values));
    return self();
  }

  /**
   * Sets whether an ONNX model is first compared with ONNX Runtime; by default it is.
   *
   * @param wanted whether to compare
   * @return this builder
   */
  public B selfCheck(boolean wanted) {
    selfCheck = wanted;
    return self();
  }

  /**
   * Allows a TorchScript file to run its code, which can do whatever this process can.
   *
   * @param sha256 SHA-256 of the file, 64 hexadecimal digits; empty for any file
   * @return this builder
   */
  public B trustModel(String sha256) {
    trusted = sha256;
    return self();
  }

  /**
   * Sets the longest time that one pass of a TorchScript model may take; a longer pass ends the
   * process.
   *
   * @param time more than 0
   * @return this builder
   */
  public B longestPass(Duration time) {
    longestPass = time;
    return self();
  }

  /**
   * Sets the segmenter, such as {@code masks:DIR}, {@code onnx:FILE} or {@code grid:3x3}.
   *
   * @param specification one specification, or several joined by {@code +}
   * @return this builder
   */
  public B segmenter(String specification) {
    spec = specification;
    segmenter = null;
    return self();
  }

  /**
   * Sets a segmenter that the caller has made, and closes after the explainer. Several detections
   * of one name become one segment. It is called by as many threads as call the explainer.
   *
   * @param own the caller's segmenter
   * @return this builder
   */
  public B segmenter(Segmenter own) {
    segmenter = own;
    spec = null;
    return self();
  }

  /**
   * Sets the segments to look for, such as {@code water=sea+river}; by default everything that can
   * be found.
   *
   * @param names one prompt each
   * @return this builder
   */
  public B segments(String... names) {
    prompts = PromptList.of(Arrays.asList(names));
    return self();
  }

  /**
   * Sets the segments to look for, as read from a file.
   *
   * @param wanted the prompts
   * @return this builder
   */
  public B segments(PromptList wanted) {
    prompts = wanted;
    return self();
  }

  /**
   * Sets the least score of a model's detections; by default the model's own threshold.
   *
   * @param least 0 to 1
   * @return this builder
   */
  public B threshold(double least) {
    threshold = least;
    return self();
  }

  /**
   * Sets the names of a segmentation model's classes.
   *
   * @param names a text file, or a bundled list such as {@code coco}
   * @return this builder
   */
  public B segmenterClasses(String names) {
    segmenterClasses = names;
    return self();
  }

  /**
   * Sets another host for the DINO-X service; it receives the pictures and the token.
   *
   * @param url address with its scheme
   * @return this builder
   */
  public B dinoxEndpoint(URI url) {
    endpoint = url;
    return self();
  }

  /**
   * Sets a folder that keeps masks of segmentation models for later runs; by default none are kept.
   *
   * @param folder folder, created where it is missing
   * @return this builder
   */
  public B maskCache(Path folder) {
    cache = folder;
    return self();
  }

  /**
   * Sets the longest time that a segmentation model may take for one image; a slower image fails.
   *
   * @param time more than 0
   * @return this builder
   */
  public B imageTime(Duration time) {
    imageTime = time;
    return self();
  }

  /**
   * Sets by how many pixels of the model's input grid masks are padded; by default 2.
   *
   * @param pixels at least 0
   * @return this builder
   */
  public B padding(int pixels) {
    return padding(pixels, PadShape.SQUARE);
  }

  /**
   * Sets size and shape of the padding.
   *
   * @param pixels at least 0
   * @param of shape that a single pixel is padded to
   * @return this builder
   */
  public B padding(int pixels, PadShape of) {
    padding = pixels;
    shape = of;
    return self();
  }
}
