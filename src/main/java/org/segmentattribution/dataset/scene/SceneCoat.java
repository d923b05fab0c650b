package org.segmentattribution.dataset.scene;

/** The colours of an animal's surface. */
interface SceneCoat {
  /** How the hair of the mane grows. */
  enum Mane {
    UPRIGHT,
    FALLING
  }

  /**
   * The colour, packed as 0xRRGGBB, of a point of the animal before light and shade.
   *
   * @param part the label of the part
   * @param along how far along the part: 0 at its root, about 1 at its end
   * @param across how far across the part, in the same unit
   * @param x the point in the animal's coordinates: 0 at the buttock, 1 at the chest
   * @param y the point in the animal's coordinates: 0 at the withers, 1 on the ground
   */
  int at(int part, double along, double across, double x, double y);

  /** The colour of an eye at a point of the head: dark, with a glint. */
  static int eye(double along, double across) {
    return along < 0.33 && across < -0.07 ? 0xb8b4ae : 0x140e0b;
  }

  /** How the mane grows. */
  Mane mane();

  /** Whether the tail has hair at its end only. */
  boolean tufted();
}
