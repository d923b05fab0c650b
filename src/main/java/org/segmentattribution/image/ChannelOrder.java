package org.segmentattribution.image;

/** What the channels of a model's input are, in order. */
public enum ChannelOrder {
  RGB,
  BGR,
  /** One channel, the luma of ITU-R 601. */
  GREY;

  /** How many channels. */
  public int count() {
    return this == GREY ? 1 : 3;
  }

  /**
   * The colour (0 red, 1 green, 2 blue) that stands in a channel; of grey they are all the same.
   */
  public int colour(int channel) {
    return this == BGR ? 2 - channel : channel;
  }

  /** The name in JSON and flags. */
  public String text() {
    return this == GREY ? "grey" : name();
  }
}
