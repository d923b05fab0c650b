package org.segmentattribution.model;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads classifiers from files: asks each {@link ModelFormatProvider}, those of jars first. */
public final class Classifiers {
  private static final Logger LOG = LoggerFactory.getLogger(Classifiers.class);

  private Classifiers() {}

  /** Loads a file that holds its network; see {@link #load(ModelFile)}. */
  public static LoadedClassifier load(Path model, String device) throws IOException {
    return load(new ModelFile(model, null, device));
  }

  /**
   * Loads a model and its declaration {@code FILE.json}, such as {@code model.onnx.json}, to
   * explain pictures.
   *
   * @throws WrongInput in one line, if either is missing, broken or not supported
   * @throws IOException if a file cannot be read
   */
  public static LoadedClassifier load(ModelFile model) throws IOException {
    OpenedModel opened = open(model);
    ModelDeclaration declaration = DeclarationFile.of(model, opened.facts());
    Preprocessing input = declaration.input();
    int channels = input.channels().count();
    Shape shape = new Shape(channels, input.height(), input.width());
    LoadedClassifier classifier = opened.load(declaration, shape);
    requireChannels(
        model, classifier, channels, "pictures have 3, or 1 where input.channels is \"grey\"");
    if (channels == 1 && !DeclarationFile.saysChannels(model)) {
      LOG.warn(
          "{}: takes one channel, so pictures are made grey (ITU-R 601); \"channels\": \"grey\""
              + " among the declaration's input says so",
          model.file());
    }
    return classifier;
  }

  /**
   * Loads a model to explain arrays as they are. Classes have the names of the declaration, or
   * numbers where there is none.
   *
   * @param channels of the arrays
   * @param height of the arrays
   * @param width of the arrays
   */
  public static LoadedClassifier loadFor(ModelFile model, int channels, int height, int width)
      throws IOException {
    OpenedModel opened = open(model);
    requireChannelsFirst(model, opened.inputShape(), channels, width);
    ModelDeclaration declaration =
        isDeclared(model) ? DeclarationFile.of(model, opened.facts()) : null;
    LoadedClassifier classifier = opened.load(declaration, new Shape(channels, height, width));
    return requireChannels(model, classifier, channels, "the array has " + channels);
  }

  /** Whether it is declared how pictures become a model's input. */
  public static boolean isDeclared(ModelFile model) {
    try {
      return DeclarationFile.isComplete(model);
    } catch (IOException e) {
      throw new WrongInput(e.getMessage(), e);
    }
  }

  /**
   * Hash of a model's file, or of the files that a folder's model is read from.
   *
   * @return SHA-256, 64 lower-case hexadecimal digits
   */
  public static String sha256(ModelFile model) throws IOException {
    return ModelFormats.of(model).sha256(model);
  }

  /**
   * Sizes of a model's input, C, H, W.
   *
   * @throws WrongInput in one line, where the file does not say them
   */
  public static long[] inputShape(ModelFile model) throws IOException {
    long[] shape = open(model).inputShape();
    if (Arrays.stream(shape).anyMatch(size -> size < 1)) {
      throw WrongInput.of(
          "%s: does not say which size its input has; declare it in %s, or give {input} an .npy array"
              + " C x H x W",
          model.file(), ModelDeclaration.fileOf(model.file()).getFileName());
    }
    return shape;
  }

  private static OpenedModel open(ModelFile model) throws IOException {
    return ModelFormats.of(model).open(model);
  }

  /**
   * Refuses an array whose channels come last, before its sizes are taken for another picture's.
   */
  private static void requireChannelsFirst(ModelFile model, long[] input, int channels, int width) {
    if (input[0] > 0 && channels != input[0] && width == input[0]) {
      throw WrongInput.of(
          "%s: takes %s channels; the array seems to be H x W x C, and must be C x H x W, also for"
              + " a model that takes NHWC",
          model.file(), input[0]);
    }
  }

  private static LoadedClassifier requireChannels(
      ModelFile model, LoadedClassifier classifier, int channels, String given) {
    long takes = classifier.inputShape().get(0);
    if (takes != channels) {
      classifier.close();
      throw new WrongInput(model.file() + ": takes " + takes + " channels; " + given);
    }
    return classifier;
  }
}
