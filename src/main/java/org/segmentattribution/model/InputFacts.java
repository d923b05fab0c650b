package org.segmentattribution.model;

import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.ChannelOrder;

/**
 * What a model's file itself says of its input, which a declaration must not contradict.
 *
 * @param channels how many; -1 where the file does not say
 * @param bytes whether it takes whole numbers from 0 to 255
 * @param onnx whether it is ONNX, where layout and type may be other than N x C x H x W of floats
 */
public record InputFacts(long channels, boolean bytes, boolean onnx) {
  /** Nothing is known yet. */
  public static final InputFacts UNKNOWN = new InputFacts(-1, false, true);

  /** A file of another format than ONNX. */
  public static final InputFacts OTHER = new InputFacts(-1, false, false);

  /** What pictures become where that is not declared. */
  ChannelOrder channelOrder() {
    return channels == 1 ? ChannelOrder.GREY : ChannelOrder.RGB;
  }

  /** Whether a network with these channels can take pictures at all. */
  private boolean pictures() {
    return channels == 1 || channels == 3;
  }

  /** {@link WrongInput} where the file has another number of channels. */
  void check(ChannelOrder declared) {
    if (pictures() && declared.count() != channels) {
      throw new WrongInput(
          "input.channels: "
              + declared.text()
              + ", but the network takes "
              + (channels == 1 ? "one channel; declare \"grey\"" : "three: \"RGB\" or \"BGR\""));
    }
  }

  /** {@link WrongInput} where the file takes another type. */
  void checkType(String declared) {
    if (this != UNKNOWN && declared.equals("uint8") != bytes) {
      throw new WrongInput(
          "input.type: "
              + declared
              + ", but the network takes "
              + (bytes ? "uint8" : "float; \"range\": [0, 255] gives it the values of the bytes"));
    }
  }
}
