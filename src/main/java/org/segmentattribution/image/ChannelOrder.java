package org.segmentattribution.image;

/** Order of the colour channels in a model's input. */
public enum ChannelOrder {
  RGB,
  BGR;

  /** The colour (0 red, 1 green, 2 blue) that stands in a channel. */
  public int colour(int channel) {
    return this == RGB ? channel : 2 - channel;
  }
}
