package org.segmentattribution.model.training;

import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.onnx.OnnxNetwork;

/**
 * The built-in vision transformer (Dosovitskiy et al. 2021): convolutions cut the picture into
 * patches, a class token and learned positions are added, and blocks of attention and a perceptron,
 * each behind a layer normalisation, follow each other. The class token gives the logits. Two
 * convolutions of 3x3 at a step of 2 are before the one that makes the patches (Xiao et al. 2021):
 * without them, a network this small learns nothing from some hundred pictures.
 *
 * @param patch side of a square patch in pixels, a multiple of 4
 * @param width features of a token, a multiple of 4
 * @param depth number of blocks
 * @param heads attention heads of a block; they divide the width
 */
public record VitArchitecture(int patch, int width, int depth, int heads)
    implements BuiltInArchitecture {
  /** Checks that the numbers are positive and go together. */
  public VitArchitecture {
    boolean positive = patch > 0 && depth > 0 && heads > 0 && width > 0;
    if (!positive || patch % 4 != 0 || width % 4 != 0 || width % heads != 0) {
      throw new WrongInput(
          "a transformer needs a patch and a width that are multiples of 4, and heads that divide"
              + " the width; not "
              + patch
              + ", "
              + width
              + " and "
              + heads);
    }
  }

  /** Returns the network of {@code --arch vit-tiny}. */
  public static VitArchitecture tiny() {
    return new VitArchitecture(8, 96, 4, 3);
  }

  @Override
  public void requireSize(int height, int width) {
    if (height % patch != 0 || width % patch != 0) {
      throw WrongInput.of(
          "{size} %s: this transformer takes multiples of %s", Math.max(height, width), patch);
    }
  }

  /** Creates an untrained network; weights after Glorot and Bengio (2010), biases 0. */
  @Override
  public OnnxNetwork create(int height, int width, int classes, long seed, String device) {
    requireSize(height, width);
    return BuiltInArchitecture.imported(
        height,
        width,
        classes,
        device,
        scope ->
            new VitLayers(scope, seed, this.width, heads)
                .tokens(patch, height, width)
                .blocks(depth)
                .classes(classes));
  }
}
