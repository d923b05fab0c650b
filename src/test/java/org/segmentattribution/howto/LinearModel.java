package org.segmentattribution.howto;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.api.tensor.Classifier;
import org.segmentattribution.api.tensor.ClassifierProvider;
import org.segmentattribution.api.tensor.ClassifierRequest;

/**
 * A linear classifier: {@code NAME.linear.npy} holds one row of C x H x W weights for each class.
 *
 * @param weights [classes, C * H * W], in the manager of the request, which frees them
 */
public record LinearModel(NDArray weights) implements Classifier {
  @Override
  public int classes() {
    return (int) weights.getShape().get(0);
  }

  @Override
  public NDArray logits(NDArray images) {
    return images.reshape(images.getShape().get(0), -1).matMul(weights.transpose());
  }

  /** Reads the format. */
  public static final class Provider implements ClassifierProvider {
    @Override
    public boolean reads(Path file) {
      return file.toString().endsWith(".linear.npy");
    }

    @Override
    public String format() {
      return ".linear.npy";
    }

    @Override
    public Classifier load(ClassifierRequest request) throws IOException {
      try (InputStream in = Files.newInputStream(request.file())) {
        NDArray weights = NDList.decode(request.manager(), in).singletonOrThrow();
        long[] shape = weights.getShape().getShape();
        if (shape.length != 2 || shape[1] != request.inputLength()) {
          throw new WrongInput(
              request.file() + ": must be classes x " + request.inputLength() + " weights");
        }
        return new LinearModel(weights);
      }
    }
  }
}
