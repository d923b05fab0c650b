package org.segmentattribution.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.onnx.OnnxNetwork;

/**
 * Fits what a network has learned ({@link OnnxNetwork#parameters}) to labelled images: cross
 * entropy on the logits, AdamW, cosine learning rate, with warm-up and label smoothing where these
 * are asked for. Equal seeds give equal weights, bit for bit, whatever other threads do meanwhile;
 * one thread trains a network.
 */
public final class Trainer {
  private final Preprocessing input;
  private final TrainingOptions options;
  private final ImageChange change;

  /** Creates a trainer for images on the grid of this preprocessing. */
  public Trainer(Preprocessing input, TrainingOptions options) {
    this(input, options, ImageChange.NONE);
  }

  /**
   * Creates a trainer.
   *
   * @param change of the training pictures, before they are mirrored and moved
   */
  public Trainer(Preprocessing input, TrainingOptions options, ImageChange change) {
    this.input = input;
    this.options = options;
    this.change = change;
  }

  /**
   * Trains a network in place.
   *
   * @throws IllegalArgumentException if there are no images, or a label is not a class of the
   *     network
   * @throws IllegalStateException if the loss is no longer a number; the network is then useless
   */
  public TrainingResult train(
      OnnxNetwork network, List<LabelledImage> images, TrainingListener listener) {
    check(network, images);
    List<NDArray> parameters = network.parameters();
    parameters.forEach(parameter -> parameter.setRequiresGradient(true));
    try (NDManager scope = network.newScope()) {
      return new Run(network, parameters, images, scope).epochs(listener);
    } finally {
      parameters.forEach(parameter -> parameter.setRequiresGradient(false));
    }
  }

  private static void check(OnnxNetwork network, List<LabelledImage> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("there are no images to train on");
    }
    for (LabelledImage image : images) {
      if (image.label() < 0 || image.label() >= network.classes()) {
        throw new IllegalArgumentException(
            "label "
                + image.label()
                + " is not a class of the network, which has "
                + network.classes());
      }
    }
  }

  /** The state of one training. */
  private final class Run {
    private final OnnxNetwork network;
    private final List<NDArray> parameters;
    private final AdamW optimizer;
    private final Split split;
    private final SplittableRandom random;
    private final float[] values = new float[options.batch() * input.length()];
    private final ByteBuffer buffer =
        ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
    private final int steps;
    private int step;
    private NDList kept = new NDList();

    Run(
        OnnxNetwork network,
        List<NDArray> parameters,
        List<LabelledImage> images,
        NDManager scope) {
      this.network = network;
      this.parameters = parameters;
      optimizer = new AdamW(parameters, scope, options.optimiser().weightDecay());
      random = new SplittableRandom(options.seed());
      split = Split.of(images, options.stopping().validationShare(), random.split());
      int batches = (split.training().size() + options.batch() - 1) / options.batch();
      steps = batches * options.epochs();
    }

    TrainingResult epochs(TrainingListener listener) {
      List<TrainingEpoch> epochs = new ArrayList<>();
      int best = 0;
      for (int number = 1; number <= options.epochs(); number++) {
        TrainingEpoch epoch = epoch(number);
        epochs.add(epoch);
        listener.epochEnded(epoch, options.epochs());
        if (options.stopping().patience() == 0) {
          best = number;
        } else if (best == 0 || epoch.validationLoss() < epochs.get(best - 1).validationLoss()) {
          best = number;
          keepWeights();
        } else if (number - best >= options.stopping().patience()) {
          break;
        }
      }
      restoreWeights();
      return new TrainingResult(epochs, best);
    }

    private void keepWeights() {
      kept.close();
      kept = new NDList();
      for (NDArray parameter : parameters) {
        kept.add(Gradients.without(parameter::duplicate));
      }
    }

    private void restoreWeights() {
      for (int i = 0; i < kept.size(); i++) {
        parameters.get(i).intern(kept.get(i));
      }
    }

    private TrainingEpoch epoch(int number) {
      Split.shuffle(split.training(), random);
      double sum = 0;
      for (int from = 0; from < split.training().size(); from += options.batch()) {
        List<LabelledImage> batch = batch(split.training(), from);
        double loss = step(batch);
        if (!Double.isFinite(loss)) {
          throw new RunFailed(
              "training failed in epoch "
                  + number
                  + ": the loss is "
                  + loss
                  + "; try a learning rate below "
                  + options.optimiser().learningRate());
        }
        sum += loss * batch.size();
      }
      return validate(number, sum / split.training().size());
    }

    private List<LabelledImage> batch(List<LabelledImage> images, int from) {
      return images.subList(from, Math.min(images.size(), from + options.batch()));
    }

    private double step(List<LabelledImage> batch) {
      try (NDManager scope = network.newScope()) {
        NDArray x = inputs(scope, batch, true);
        NDArray labels = labels(scope, batch);
        NDArray loss =
            Gradients.with(() -> smoothed(network.graph().forward(x), labels, scope).mean());
        Gradients.backward(loss);
        float rate = options.optimiser().rate(step++, steps);
        return Gradients.without(
            () -> {
              optimizer.step(rate);
              return loss.getFloat();
            });
      }
    }

    private TrainingEpoch validate(int number, double trainingLoss) {
      List<LabelledImage> images = split.validation();
      double loss = 0;
      int right = 0;
      for (int from = 0; from < images.size(); from += options.batch()) {
        List<LabelledImage> batch = batch(images, from);
        try (NDManager scope = network.newScope()) {
          NDArray x = inputs(scope, batch, false);
          NDArray labels = labels(scope, batch);
          NDArray logits = Gradients.without(() -> network.graph().forward(x));
          loss += Gradients.without(() -> crossEntropy(logits, labels).sum().getFloat());
          long[] largest = Gradients.without(() -> logits.argMax(1).toLongArray());
          for (int i = 0; i < largest.length; i++) {
            right += largest[i] == batch.get(i).label() ? 1 : 0;
          }
        }
      }
      int count = images.size();
      return new TrainingEpoch(
          number,
          trainingLoss,
          count == 0 ? Double.NaN : loss / count,
          count == 0 ? Double.NaN : (double) right / count);
    }

    private NDArray inputs(NDManager scope, List<LabelledImage> batch, boolean augment) {
      for (int i = 0; i < batch.size(); i++) {
        input.toInput(
            augment ? augmented(batch.get(i)) : batch.get(i).grid(), values, i * input.length());
      }
      buffer.asFloatBuffer().put(values, 0, batch.size() * input.length());
      Shape shape = new Shape(batch.size()).addAll(network.input());
      int bytes = batch.size() * input.length() * Float.BYTES;
      return scope.create(buffer.slice(0, bytes), shape, DataType.FLOAT32);
    }

    private RgbImage augmented(LabelledImage image) {
      return options.augmentation().apply(change.apply(image, random).grid(), random);
    }

    private NDArray labels(NDManager scope, List<LabelledImage> batch) {
      long[] labels = batch.stream().mapToLong(LabelledImage::label).toArray();
      return scope.create(labels, new Shape(labels.length, 1));
    }

    /** Returns −log softmax(logits)[label], one value for each image. */
    private NDArray crossEntropy(NDArray logits, NDArray labels) {
      return logits.logSoftmax(1).gather(labels, 1).neg();
    }

    /** Returns the cross entropy with targets of which all classes get an equal share. */
    private NDArray smoothed(NDArray logits, NDArray labels, NDManager scope) {
      double share = options.optimiser().smoothing();
      if (share == 0) {
        return crossEntropy(logits, labels);
      }
      NDArray logs = logits.logSoftmax(1);
      NDArray own = logs.gather(labels, 1).mul(scope.create((float) (share - 1)));
      NDArray all = logs.mean(new int[] {1}, true).mul(scope.create((float) -share));
      return own.add(all);
    }
  }
}
