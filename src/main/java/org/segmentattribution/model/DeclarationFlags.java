package org.segmentattribution.model;

import java.util.List;

/**
 * Parts of a {@link ModelDeclaration} from elsewhere than {@code FILE.json}. A part that is null is
 * left as the file says; one that is given wins over the file.
 *
 * @param classes names in the order of the logits
 * @param head {@code softmax}, {@code sigmoid} or {@code logits}
 * @param size height and width of the input
 * @param resize short side before the centre crop
 * @param range what the bytes 0 and 255 become before mean and std
 * @param mean one value a channel
 * @param std one value a channel
 * @param channels {@code RGB}, {@code BGR} or {@code grey}
 * @param layout {@code NCHW} or {@code NHWC}
 * @param type {@code float} or {@code uint8}
 * @param interpolation {@code bilinear}, {@code bicubic} or {@code nearest}
 * @param cropFraction share of the resized short side that the centre crop keeps
 */
public record DeclarationFlags(
    List<String> classes,
    String head,
    List<Integer> size,
    Integer resize,
    List<Float> range,
    List<Float> mean,
    List<Float> std,
    String channels,
    String layout,
    String type,
    String interpolation,
    Double cropFraction) {

  /** Nothing is given. */
  public static final DeclarationFlags NONE =
      new DeclarationFlags(null, null, null, null, null, null, null, null, null, null, null, null);

  /** Whether no file is needed. */
  boolean suffices() {
    return classes != null && size != null;
  }
}
