package org.segmentattribution.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Makes Segment Attribution Tables for programs that embed this one: loads a classifier, saliency
 * methods and a segmenter once, and explains any number of images. It computes what {@code sat
 * explain} computes, so rows equal those of its {@code sat.csv} to the last bit.
 *
 * <pre>{@code
 * try (SegmentExplainer explainer =
 *     SegmentExplainer.builder()
 *         .model(Path.of("model.onnx"))
 *         .segmenter("grid:3x3")
 *         .method("lrp-z")
 *         .build()) {
 *   for (SegmentAttribution row : explainer.explain(Path.of("photo.jpg")).rows()) {
 *     System.out.println(row.segment() + " " + row.rank());
 *   }
 * }
 * }</pre>
 *
 * <p>Safe for several threads: each call gets the rows that it would get alone. A pass holds as
 * many images as the first batch of a call has. Libraries round differently for another number of
 * images, so the last digits of an image that is explained alone may differ from those of this
 * image in a stream.
 */
public interface SegmentExplainer extends AutoCloseable {
  /** {@return a builder with the defaults of {@code sat explain}} */
  static Builder builder() {
    return new Builder();
  }

  /**
   * Lists a data set as {@code --images} does: a folder for each class, files with the class in
   * their names, a CSV with the columns {@code path,label[,split]}, or a layout that a jar adds.
   *
   * @param folderOrCsv what {@code --images} takes
   * @return the images
   * @throws IOException where it cannot be read
   * @throws WrongInput in one line, where there is no image, or a picture seems to be a mask of
   *     another
   */
  static ImageSource images(Path folderOrCsv) throws IOException {
    return service().images(folderOrCsv);
  }

  private static Service service() {
    return ServiceLoader.load(Service.class, Service.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no implementation of " + Service.class));
  }

  /** {@return the model's classes, in the order of its logits} */
  List<String> classes();

  /** {@return names of the methods, as in the rows, in the order in which they were asked for} */
  List<String> methods();

  /**
   * Explains an image file, without a label.
   *
   * @param image JPEG, PNG, WebP, TIFF, GIF or BMP; rows name it by its file name
   * @return its tables
   * @throws IOException in one line that names the file, where the image cannot be read, segmented
   *     or explained
   */
  default ExplainedTables explain(Path image) throws IOException {
    String name = image.getFileName().toString();
    return explain(new ImageRecord(ImageRecord.stem(name), name, image, "", ""));
  }

  /**
   * Explains one image of a data set.
   *
   * @param image the file, and its label
   * @return its tables
   * @throws IOException in one line that names the image, where it cannot be read, segmented or
   *     explained
   */
  ExplainedTables explain(ImageRecord image) throws IOException;

  /**
   * Explains pixels, without a label.
   *
   * @param image picture in sRGB, of any size
   * @param id name of the image in rows and for the segmenter
   * @return its tables
   * @throws IOException in one line that names the image, where it cannot be segmented or explained
   */
  ExplainedTables explain(RgbImage image, String id) throws IOException;

  /**
   * Explains images lazily, batch by batch, and keeps their order. An image that fails has {@link
   * ExplainedTables#failures} and does not end the stream. With the target {@code label}, an image
   * without a label is explained for the predicted class; a label that the model does not have is a
   * failure.
   *
   * @param images images with different ids, read only as far as results are
   * @return one element for each image; for use by one thread; closing it closes {@code images}
   * @throws IllegalArgumentException from the terminal operation, where two images of a batch have
   *     one id, or the model fails its self-check
   */
  Stream<ExplainedTables> explain(Stream<ImageRecord> images);

  /**
   * Explains a data set, as {@link #explain(Stream)} does. As in {@code sat explain}, the segmenter
   * and folders of maps first learn which images there are, so a mask that may belong to two images
   * is a failure of both. Do not explain two data sets at the same time.
   *
   * @param images the data set
   * @return one element for each image, in order
   * @throws IOException in one line, where there are masks or maps for none of the images
   */
  Stream<ExplainedTables> explain(ImageSource images) throws IOException;

  /**
   * Frees the model, and the segmenter unless it was given by {@link Builder#segmenter(Segmenter)}.
   * Do not call it while another call runs; later calls throw {@link IllegalStateException}.
   */
  @Override
  void close();

  /** Makes explainers; {@link ServiceLoader} finds the implementation. */
  interface Service {
    /**
     * Loads everything that a request names.
     *
     * @param request the settings that the builder collected
     * @return an explainer, which the caller closes
     * @throws IOException where a file cannot be read
     * @throws WrongInput in one line that names the setting, where it is wrong
     */
    SegmentExplainer open(ExplainerRequest request) throws IOException;

    /**
     * Lists a data set; see {@link SegmentExplainer#images}.
     *
     * @param folderOrCsv what {@code --images} takes
     * @return the images
     * @throws IOException where it cannot be read
     */
    ImageSource images(Path folderOrCsv) throws IOException;
  }

  /**
   * Collects the settings of an explainer. Names, values and defaults are those of {@code sat
   * explain}; {@code docs/configuration.md} lists them. For use by one thread.
   */
  final class Builder {
    private final Map<String, List<String>> declared = new LinkedHashMap<>();
    private final List<String> methods = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private Path model;
    private boolean selfCheck = true;
    private String trusted;
    private Duration longestPass = Duration.ofMinutes(10);
    private String spec;
    private Segmenter segmenter;
    private PromptList prompts = PromptList.of(List.of());
    private double threshold = Double.NaN;
    private String segmenterClasses;
    private URI endpoint;
    private Path cache;
    private Duration imageTime = SegmenterOptions.STANDARD_IMAGE_TIME;
    private int padding = 2;
    private PadShape shape = PadShape.SQUARE;
    private String channels = "sum";
    private String target = "label";
    private String device = "auto";
    private int batch = 16;
    private int threads = 1;
    private long seed = 1;

    private Builder() {}

    /**
     * Sets the classifier's file; {@code FILE.json} beside it declares classes and preprocessing.
     *
     * @param file {@code .onnx}, {@code .safetensors}, TorchScript, or a format that a jar adds
     * @return this builder
     */
    public Builder model(Path file) {
      model = file;
      return this;
    }

    /**
     * Sets the names of the model's classes, in the order of its logits; they replace those in
     * {@code FILE.json}.
     *
     * @param names one name for each logit
     * @return this builder
     */
    public Builder classes(List<String> names) {
      return declare("classes", names);
    }

    /**
     * Sets height and width of the model's input; they replace those in {@code FILE.json}.
     *
     * @param height rows, in pixels
     * @param width columns, in pixels
     * @return this builder
     */
    public Builder inputSize(int height, int width) {
      return declare("input-size", List.of(String.valueOf(height), String.valueOf(width)));
    }

    /**
     * Sets any part of the model's declaration; it replaces that part of {@code FILE.json}.
     *
     * @param part {@code arch}, {@code classes}, {@code head}, {@code input-size}, {@code resize},
     *     {@code range}, {@code mean}, {@code std}, {@code channel-order}, {@code crop-fraction},
     *     {@code interpolation}, {@code input-layout} or {@code input-type}
     * @param values one value, or several, such as one for each channel
     * @return this builder
     */
    public Builder declare(String part, String... values) {
      return declare(part, Arrays.asList(values));
    }

    private Builder declare(String part, List<String> values) {
      declared.put(part, List.copyOf(values));
      return this;
    }

    /**
     * Sets whether an ONNX model is first compared with ONNX Runtime; by default it is.
     *
     * @param wanted whether to compare
     * @return this builder
     */
    public Builder selfCheck(boolean wanted) {
      selfCheck = wanted;
      return this;
    }

    /**
     * Allows a TorchScript file to run its code, which can do whatever this process can.
     *
     * @param sha256 SHA-256 of the file, 64 hexadecimal digits; empty for any file
     * @return this builder
     */
    public Builder trustModel(String sha256) {
      trusted = sha256;
      return this;
    }

    /**
     * Sets the longest time that one pass of a TorchScript model may take; a longer pass ends the
     * process.
     *
     * @param time more than 0
     * @return this builder
     */
    public Builder longestPass(Duration time) {
      longestPass = time;
      return this;
    }

    /**
     * Sets the segmenter, such as {@code masks:DIR}, {@code onnx:FILE} or {@code grid:3x3}.
     *
     * @param specification one specification, or several joined by {@code +}
     * @return this builder
     */
    public Builder segmenter(String specification) {
      spec = specification;
      segmenter = null;
      return this;
    }

    /**
     * Sets a segmenter that the caller has made, and closes after the explainer. Several detections
     * of one name become one segment. It is called by as many threads as call the explainer.
     *
     * @param own the caller's segmenter
     * @return this builder
     */
    public Builder segmenter(Segmenter own) {
      segmenter = own;
      spec = null;
      return this;
    }

    /**
     * Sets the segments to look for, such as {@code water=sea+river}; by default everything that
     * can be found.
     *
     * @param names one prompt each
     * @return this builder
     */
    public Builder segments(String... names) {
      prompts = PromptList.of(Arrays.asList(names));
      return this;
    }

    /**
     * Sets the segments to look for, as read from a file.
     *
     * @param wanted the prompts
     * @return this builder
     */
    public Builder segments(PromptList wanted) {
      prompts = wanted;
      return this;
    }

    /**
     * Sets the least score of a model's detections; by default the model's own threshold.
     *
     * @param least 0 to 1
     * @return this builder
     */
    public Builder threshold(double least) {
      threshold = least;
      return this;
    }

    /**
     * Sets the names of a segmentation model's classes.
     *
     * @param names a text file, or a bundled list such as {@code coco}
     * @return this builder
     */
    public Builder segmenterClasses(String names) {
      segmenterClasses = names;
      return this;
    }

    /**
     * Sets another host for the DINO-X service; it receives the pictures and the token.
     *
     * @param url address with its scheme
     * @return this builder
     */
    public Builder dinoxEndpoint(URI url) {
      endpoint = url;
      return this;
    }

    /**
     * Sets a folder that keeps masks of segmentation models for later runs; by default none are
     * kept.
     *
     * @param folder folder, created where it is missing
     * @return this builder
     */
    public Builder maskCache(Path folder) {
      cache = folder;
      return this;
    }

    /**
     * Sets the longest time that a segmentation model may take for one image; a slower image fails.
     *
     * @param time more than 0
     * @return this builder
     */
    public Builder imageTime(Duration time) {
      imageTime = time;
      return this;
    }

    /**
     * Sets by how many pixels of the model's input grid masks are padded; by default 2.
     *
     * @param pixels at least 0
     * @return this builder
     */
    public Builder padding(int pixels) {
      return padding(pixels, PadShape.SQUARE);
    }

    /**
     * Sets size and shape of the padding.
     *
     * @param pixels at least 0
     * @param of shape that a single pixel is padded to
     * @return this builder
     */
    public Builder padding(int pixels, PadShape of) {
      padding = pixels;
      shape = of;
      return this;
    }

    /**
     * Adds a saliency method; where none is added, {@code lrp-z} is used.
     *
     * @param name as {@code sat methods} lists it, {@code ensemble:A+B}, or {@code maps:DIR}
     * @param values parameters of the method, {@code name=value}
     * @return this builder
     */
    public Builder method(String name, String... values) {
      methods.add(name);
      for (String value : values) {
        boolean named = value.indexOf(':') >= 0 && value.indexOf(':') < value.indexOf('=');
        parameters.add(named || name.startsWith("ensemble:") ? value : name + ":" + value);
      }
      return this;
    }

    /**
     * Sets how the colour channels of a map become one; by default their sum.
     *
     * @param how {@code sum}, {@code mean}, {@code sum-abs}, {@code abs-sum}, {@code abs-max} or
     *     {@code l2}
     * @return this builder
     */
    public Builder channels(String how) {
      channels = how;
      return this;
    }

    /**
     * Sets the logit to explain: {@code label} (the default), {@code predicted}, {@code positives},
     * or a class by name, alias or index.
     *
     * @param what one of these words, or a class
     * @return this builder
     */
    public Builder target(String what) {
      target = what;
      return this;
    }

    /**
     * Sets the device: {@code auto} (the default), {@code cpu}, {@code cuda} or {@code cuda:N}.
     *
     * @param name of the device
     * @return this builder
     */
    public Builder device(String name) {
      device = name;
      return this;
    }

    /**
     * Sets the number of images in one pass; by default 16.
     *
     * @param images at least 1
     * @return this builder
     */
    public Builder batch(int images) {
      batch = images;
      return this;
    }

    /**
     * Sets how many batches of one stream are in work at the same time; by default 1.
     *
     * @param number at least 1
     * @return this builder
     */
    public Builder threads(int number) {
      threads = number;
      return this;
    }

    /**
     * Sets the seed of methods that choose at random; by default 1.
     *
     * @param number any number
     * @return this builder
     */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /**
     * Loads everything.
     *
     * @return an explainer, which the caller closes
     * @throws IOException where a file cannot be read
     * @throws WrongInput in one line that names the setting, where it is wrong
     */
    public SegmentExplainer build() throws IOException {
      require(model != null, "{model}: name the classifier's file");
      require(spec != null || segmenter != null, "{segmenter}: name one, such as grid:3x3");
      require(padding >= 0, "{pad}: must not be negative");
      require(batch > 0, "{batch}: must be at least 1");
      require(threads > 0, "{threads}: must be at least 1");
      SegmenterOptions options =
          new SegmenterOptions(
              prompts, device, threshold, segmenterClasses, endpoint, cache, imageTime);
      ExplainerRequest request =
          new ExplainerRequest(
              new ExplainerRequest.Model(model, declared, selfCheck, trusted, longestPass),
              new ExplainerRequest.Segments(spec, segmenter, options, padding, shape),
              new ExplainerRequest.Methods(
                  methods.isEmpty() ? List.of("lrp-z") : methods, parameters, channels),
              target,
              new ExplainerRequest.Compute(device, batch, threads),
              seed);
      return service().open(request);
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw WrongInput.of(message);
      }
    }
  }
}
