package org.segmentattribution.model;

import java.util.List;

/**
 * Parts of a {@link ModelDeclaration} from elsewhere than {@code FILE.json}. A part that is null is
 * left as the file says; one that is given wins over the file.
 *
 * @param classes names in the order of the logits
 * @param head {@code softmax}, {@code sigmoid} or {@code logits}
 * @param size how a picture gets the size of the input
 * @param values what its bytes become
 * @param form how the input is laid out
 */
public record DeclarationFlags(
    List<String> classes, String head, InputSize size, InputValues values, InputForm form) {

  /**
   * How a picture gets the size of the input.
   *
   * @param sides height and width of the input
   * @param resize short side before the centre crop
   * @param cropFraction share of the resized short side that the centre crop keeps
   * @param crop {@code center}, {@code squash} or {@code border}
   * @param interpolation name of an {@link org.segmentattribution.image.Interpolation}
   * @param antialias whether reduced pictures are smoothed
   */
  public record InputSize(
      List<Integer> sides,
      Integer resize,
      Double cropFraction,
      String crop,
      String interpolation,
      Boolean antialias) {
    /** Nothing is given. */
    public static final InputSize NONE = new InputSize(null, null, null, null, null, null);
  }

  /**
   * What the bytes of a picture become.
   *
   * @param range what 0 and 255 become before mean and std
   * @param mean one value a channel
   * @param std one value a channel
   */
  public record InputValues(List<Float> range, List<Float> mean, List<Float> std) {
    /** Nothing is given. */
    public static final InputValues NONE = new InputValues(null, null, null);
  }

  /**
   * How the input is laid out.
   *
   * @param channels {@code RGB}, {@code BGR} or {@code grey}
   * @param layout {@code NCHW} or {@code NHWC}
   * @param type {@code float} or {@code uint8}
   */
  public record InputForm(String channels, String layout, String type) {
    /** Nothing is given. */
    public static final InputForm NONE = new InputForm(null, null, null);
  }

  /** Nothing is given. */
  public static final DeclarationFlags NONE =
      new DeclarationFlags(null, null, InputSize.NONE, InputValues.NONE, InputForm.NONE);

  /** Returns whether no file is needed. */
  boolean suffices() {
    return classes != null && size.sides() != null;
  }
}
