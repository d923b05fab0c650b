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
 * For programs that make Segment Attribution Tables themselves: a classifier, saliency methods and
 * a segmenter, loaded once and asked for any number of images. {@code sat explain} takes the same
 * way, so rows are equal to those of its {@code sat.csv} to the last bit.
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
 * many images as the first batch of a call has; libraries round differently for another number, so
 * the last digits of an image that is explained alone may differ from those of the same image in a
 * stream.
 */
public interface SegmentExplainer extends AutoCloseable {
  /** {@return what an explainer is made of, with the defaults of {@code sat explain}} */
  static Builder builder() {
    return new Builder();
  }

  /**
   * Lists a data set as {@code --images} does: a folder for each class, the class in the file name,
   * a CSV with the columns {@code path,label[,split]}, or a layout of a jar.
   *
   * @param folderOrCsv what {@code --images} takes
   * @return where the images are
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

  /** {@return names of the methods as rows have them, in the order in which they were asked for} */
  List<String> methods();

  /**
   * Explains a file, without a label.
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
   * @param image where it is, and its label
   * @return its tables
   * @throws IOException in one line that names the image, where it cannot be read, segmented or
   *     explained
   */
  ExplainedTables explain(ImageRecord image) throws IOException;

  /**
   * Explains pixels, without a label.
   *
   * @param image in sRGB, of any size
   * @param id names it in rows and for the segmenter
   * @return its tables
   * @throws IOException in one line that names the image, where it cannot be segmented or explained
   */
  ExplainedTables explain(RgbImage image, String id) throws IOException;

  /**
   * Explains images lazily, a batch at a time, in their order. An image that fails has {@link
   * ExplainedTables#failures} and does not end the stream. An unlabelled image is explained for the
   * predicted class where the target is {@code label}; a label that the model does not have is a
   * failure.
   *
   * @param images each with another id; read as the result is read
   * @return one element for each image; used by one thread; closing it closes {@code images}
   * @throws IllegalArgumentException from the terminal operation, where two images of a batch have
   *     one id, or the model fails its self-check
   */
  Stream<ExplainedTables> explain(Stream<ImageRecord> images);

  /**
   * Explains a data set, as {@link #explain(Stream)}. The segmenter and folders of maps learn first
   * which images there are, as those of {@code sat explain} do, so that a mask that may belong to
   * two images is a failure of both. Do not explain two data sets at the same time.
   *
   * @param images the data set
   * @return one element for each image, in order
   * @throws IOException in one line, where there are masks or maps for none of the images
   */
  Stream<ExplainedTables> explain(ImageSource images) throws IOException;

  /**
   * Frees the model, and the segmenter unless it was given by {@link Builder#segmenter(Segmenter)}.
   * Call it when no other call is under way; later calls throw {@link IllegalStateException}.
   */
  @Override
  void close();

  /** Makes explainers; the implementation is found by {@link ServiceLoader}. */
  interface Service {
    /**
     * Loads what is asked for.
     *
     * @param request what the builder collected
     * @return what whoever calls it closes
     * @throws IOException where a file cannot be read
     * @throws WrongInput in one line that names the setting, where it is wrong
     */
    SegmentExplainer open(ExplainerRequest request) throws IOException;

    /**
     * See {@link SegmentExplainer#images}.
     *
     * @param folderOrCsv what {@code --images} takes
     * @return the images
     * @throws IOException where it cannot be read
     */
    ImageSource images(Path folderOrCsv) throws IOException;
  }

  /**
   * Collects the settings of an explainer. Names, values and defaults are those of {@code sat
   * explain}; {@code docs/configuration.md} lists them. Used by one thread.
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
     * The classifier's file; {@code FILE.json} beside it declares classes and preprocessing.
     *
     * @param file {@code .onnx}, {@code .safetensors}, TorchScript, or a format of a jar
     * @return this builder
     */
    public Builder model(Path file) {
      model = file;
      return this;
    }

    /**
     * Names of the model's classes in the order of its logits; wins over {@code FILE.json}.
     *
     * @param names one each
     * @return this builder
     */
    public Builder classes(List<String> names) {
      return declare("classes", names);
    }

    /**
     * Height and width of the model's input in pixels; wins over {@code FILE.json}.
     *
     * @param height pixels
     * @param width pixels
     * @return this builder
     */
    public Builder inputSize(int height, int width) {
      return declare("input-size", List.of(String.valueOf(height), String.valueOf(width)));
    }

    /**
     * Any part of the model's declaration; wins over {@code FILE.json}.
     *
     * @param part {@code arch}, {@code classes}, {@code head}, {@code input-size}, {@code resize},
     *     {@code range}, {@code mean}, {@code std}, {@code channel-order}, {@code crop-fraction},
     *     {@code interpolation}, {@code input-layout} or {@code input-type}
     * @param values one, or several such as one a channel
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
     * Whether an ONNX model is first compared with ONNX Runtime; it is by default.
     *
     * @param wanted what is asked for
     * @return this builder
     */
    public Builder selfCheck(boolean wanted) {
      selfCheck = wanted;
      return this;
    }

    /**
     * Lets a TorchScript file run its code, which can do whatever this process can.
     *
     * @param sha256 of the file, 64 hexadecimal digits; empty for any file
     * @return this builder
     */
    public Builder trustModel(String sha256) {
      trusted = sha256;
      return this;
    }

    /**
     * The longest that one pass of a TorchScript model may take; then the process ends.
     *
     * @param time above 0
     * @return this builder
     */
    public Builder longestPass(Duration time) {
      longestPass = time;
      return this;
    }

    /**
     * What finds segments, such as {@code masks:DIR}, {@code onnx:FILE} or {@code grid:3x3}.
     *
     * @param specification one, or several joined by {@code +}
     * @return this builder
     */
    public Builder segmenter(String specification) {
      spec = specification;
      segmenter = null;
      return this;
    }

    /**
     * A segmenter of the caller's, who closes it after the explainer. Several detections of one
     * name become one segment. It is called by as many threads as call the explainer.
     *
     * @param own segmenter of the caller
     * @return this builder
     */
    public Builder segmenter(Segmenter own) {
      segmenter = own;
      spec = null;
      return this;
    }

    /**
     * Segments to look for, such as {@code water=sea+river}; all that there are by default.
     *
     * @param names one each
     * @return this builder
     */
    public Builder segments(String... names) {
      prompts = PromptList.of(Arrays.asList(names));
      return this;
    }

    /**
     * Segments to look for, as they were read from a file.
     *
     * @param wanted what is asked for
     * @return this builder
     */
    public Builder segments(PromptList wanted) {
      prompts = wanted;
      return this;
    }

    /**
     * Least score of a model's detections, 0 to 1; by default the model's own.
     *
     * @param least 0 to 1
     * @return this builder
     */
    public Builder threshold(double least) {
      threshold = least;
      return this;
    }

    /**
     * Names of a segmentation model's classes: a text file, or a list such as {@code coco}.
     *
     * @param names one each
     * @return this builder
     */
    public Builder segmenterClasses(String names) {
      segmenterClasses = names;
      return this;
    }

    /**
     * Another host of the DINO-X service, which gets the pictures and the token.
     *
     * @param url with its scheme
     * @return this builder
     */
    public Builder dinoxEndpoint(URI url) {
      endpoint = url;
      return this;
    }

    /**
     * Where masks of segmentation models are kept for the next time; nowhere by default.
     *
     * @param folder is created where it is missing
     * @return this builder
     */
    public Builder maskCache(Path folder) {
      cache = folder;
      return this;
    }

    /**
     * The longest that a segmentation model may take for one image, which then fails.
     *
     * @param time above 0
     * @return this builder
     */
    public Builder imageTime(Duration time) {
      imageTime = time;
      return this;
    }

    /**
     * Pixels of the model's input grid by which masks are padded; 2 by default.
     *
     * @param pixels at least 0
     * @return this builder
     */
    public Builder padding(int pixels) {
      return padding(pixels, PadShape.SQUARE);
    }

    /**
     * Padding of another shape.
     *
     * @param pixels at least 0
     * @param of what a single pixel becomes
     * @return this builder
     */
    public Builder padding(int pixels, PadShape of) {
      padding = pixels;
      shape = of;
      return this;
    }

    /**
     * Adds a saliency method; {@code lrp-z} where none is added.
     *
     * @param name as {@code sat methods} lists it, {@code ensemble:A+B}, or {@code maps:DIR}
     * @param values of its parameters, {@code name=value}
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
     * How colour channels become one map; the sum by default.
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
     * The logit to explain: {@code label} (the default), {@code predicted}, {@code positives}, or a
     * class by name, alias or index.
     *
     * @param what one of these words, or a class
     * @return this builder
     */
    public Builder target(String what) {
      target = what;
      return this;
    }

    /**
     * {@code auto} (the default), {@code cpu}, {@code cuda} or {@code cuda:N}.
     *
     * @param name of the device
     * @return this builder
     */
    public Builder device(String name) {
      device = name;
      return this;
    }

    /**
     * Images in one pass; 16 by default.
     *
     * @param images the data set
     * @return this builder
     */
    public Builder batch(int images) {
      batch = images;
      return this;
    }

    /**
     * Batches of one stream that are worked on at the same time; 1 by default.
     *
     * @param number any; of threads at least 1
     * @return this builder
     */
    public Builder threads(int number) {
      threads = number;
      return this;
    }

    /**
     * Of methods that choose at random; 1 by default.
     *
     * @param number any; of threads at least 1
     * @return this builder
     */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /**
     * Loads everything; whoever calls it closes the explainer.
     *
     * @return an explainer that the caller closes
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
