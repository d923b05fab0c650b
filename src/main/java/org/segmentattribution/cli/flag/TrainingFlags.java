package org.segmentattribution.cli.flag;

import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.model.training.Augmentation;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.model.training.TrainingOptions;
import org.segmentattribution.model.training.VitArchitecture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flags of a built-in network and its training. */
public final class TrainingFlags {
  /** The flags of a built-in network, which others refuse that bring their own. */
  static final List<String> OF_NETWORK = List.of("--size", "--filters", "--first-stride");

  private static final String[] OF_CNN = {"--filters", "--first-stride"};

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "side of the model's square input (default: ${DEFAULT-VALUE})")
  int size;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "passes over the training images, at most (default: ${DEFAULT-VALUE})")
  int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "stop after so many epochs without a better validation loss; 0 = never"
              + " (default: ${DEFAULT-VALUE})")
  int patience;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "of Adam (default: ${DEFAULT-VALUE})")
  float learningRate;

  @Option(
      names = "--train-batch",
      paramLabel = "N",
      description = "images in one training step (default: ${DEFAULT-VALUE})")
  int batch;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "share of the training images kept for early stopping (default: ${DEFAULT-VALUE})")
  double validation;

  @Option(
      names = "--flip",
      arity = "1",
      paramLabel = "true|false",
      description = "mirror half of the training images (default: ${DEFAULT-VALUE})")
  boolean flip;

  @Option(
      names = "--crop",
      paramLabel = "PIXELS",
      description =
          "shift training images at random by up to so many pixels; 0 = not"
              + " (default: ${DEFAULT-VALUE})")
  int crop;

  @Option(
      names = "--window",
      paramLabel = "SHARE",
      description =
          "let a random window of at least this share of the area stand for a training image; 1 ="
              + " the whole image (default: ${DEFAULT-VALUE})")
  double window;

  @Option(
      names = "--filters",
      paramLabel = "NUMBERS",
      description = "of cnn: output channels of the convolutions (default: ${DEFAULT-VALUE})")
  private NameList filters;

  @Option(
      names = "--first-stride",
      paramLabel = "N",
      description = "of cnn: step of the first convolution (default: ${DEFAULT-VALUE})")
  private int firstStride;

  @Option(
      names = "--weight-decay",
      paramLabel = "RATE",
      description = "of AdamW (default: ${DEFAULT-VALUE})")
  private float weightDecay;

  @Option(
      names = "--warm-up",
      paramLabel = "SHARE",
      description =
          "share of all steps in which the learning rate rises from 0 (default: ${DEFAULT-VALUE})")
  private double warmUp;

  @Option(
      names = "--smoothing",
      paramLabel = "SHARE",
      description =
          "share of each training label that all classes get alike (default: ${DEFAULT-VALUE})")
  private double smoothing;

  /** The convolutional network that the flags describe, trained from a seed. */
  public NetworkPlan network(long seed) {
    return new NetworkPlan(size, convolutional(), options(seed));
  }

  /** The network that the flags describe, trained from a seed. */
  public NetworkPlan network(long seed, ArchitectureFlag architecture) {
    if (!architecture.isTransformer()) {
      return network(seed);
    }
    UnusedFlags.refuse(
        spec, "the convolutions of --arch cnn; vit-tiny has none to choose: leave it out", OF_CNN);
    return new NetworkPlan(size, VitArchitecture.tiny(), options(seed));
  }

  /**
   * Refuses what describes a built-in network, where training begins from another one.
   *
   * @param init what brings its own network, for the message
   */
  public void refuseNetwork(String init) {
    UnusedFlags.refuse(
        spec,
        "of the built-in network; " + init + " brings its own network and size: leave it out",
        OF_NETWORK.toArray(String[]::new));
  }

  /** Refuses what describes the training of a network, where none is trained. */
  public void refuseTraining() {
    UnusedFlags.refuse(
        spec,
        "of the training of a network; --how reweight trains none: leave it out",
        "--epochs",
        "--patience",
        "--learning-rate",
        "--train-batch",
        "--validation",
        "--flip",
        "--crop",
        "--window",
        "--weight-decay",
        "--warm-up",
        "--smoothing");
  }

  private CnnArchitecture convolutional() {
    try {
      List<Integer> channels = filters.names().stream().map(Integer::valueOf).toList();
      return new CnnArchitecture(channels, firstStride);
    } catch (NumberFormatException e) {
      throw new WrongInput("--filters takes whole numbers, such as 16,32,64,64", e);
    } catch (WrongInput e) {
      throw WrongInput.of("{filters}, {first-stride}: %s", e);
    }
  }

  private TrainingOptions options(long seed) {
    return new TrainingOptions(
        epochs,
        batch,
        new TrainingOptions.Optimiser(learningRate, weightDecay, warmUp, smoothing),
        new TrainingOptions.Stopping(patience, validation),
        seed,
        new Augmentation(flip, crop, window));
  }
}
