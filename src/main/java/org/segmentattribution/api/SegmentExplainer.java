package org.segmentattribution.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  final class Builder extends ModelAndSegments<Builder> {
    private final List<String> methods = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private String channels = "sum";
    private String target = "label";
    private boolean elsewhere = true;
    private String device = "auto";
    private int batch = 16;
    private int threads = 1;
    private long seed = 1;

    private Builder() {}

    @Override
    Builder self() {
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
     * Sets whether what lies outside every segment of an image has a row of its own, {@link
     * SegmentNames#ELSEWHERE}, without ranks; by default it has.
     *
     * @param row whether there is such a row
     * @return this builder
     */
    public Builder elsewhere(boolean row) {
      elsewhere = row;
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
              new ExplainerRequest.Segments(spec, segmenter, options, padding, shape, elsewhere),
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
