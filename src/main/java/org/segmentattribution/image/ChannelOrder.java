package org.segmentattribution.image;

/** The channels of a model's input, in order. */
public enum ChannelOrder {
  RGB,
  BGR,
  /** One channel: the luma of ITU-R 601. */
  GREY;

  /** Returns the number of channels. */
  public int count() {
    return this == GREY ? 1 : 3;
  }

  /**
   * Returns the colour (0 red, 1 green, 2 blue) of a channel; in a grey image all three are equal.
   */
  public int colour(int channel) {
    return this == BGR ? 2 - channel : channel;
  }

  /** Returns the name used in JSON and flags. */
  public String text() {
    return this == GREY ? "grey" : name();
  }
}
