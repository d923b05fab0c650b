package org.segmentattribution.dataset.scene;

/** Colours an animal's surface. */
interface SceneCoat {
  /** How the hair of the mane grows. */
  enum Mane {
    UPRIGHT,
    FALLING
  }

  /**
   * Returns the colour of a point of the animal without light and shade, packed as 0xRRGGBB.
   *
   * @param part the label of the part
   * @param along how far along the part: 0 at its root, about 1 at its end
   * @param across how far across the part, in the same unit
   * @param x position in the animal's coordinates: 0 at the buttock, 1 at the chest
   * @param y position in the animal's coordinates: 0 at the withers, 1 on the ground
   */
  int at(int part, double along, double across, double x, double y);

  /** Returns the colour of an eye at a point of the head: dark, with a glint. */
  static int eye(double along, double across) {
    return along < 0.33 && across < -0.07 ? 0xb8b4ae : 0x140e0b;
  }

  /** Returns how the mane grows. */
  Mane mane();

  /** Returns whether only the end of the tail has hair. */
  boolean tufted();
}
