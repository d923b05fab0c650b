package org.segmentattribution.effect;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.segmentattribution.file.Sha256;

/** A stream of random numbers for each region, which depends on no other image. */
public final class RegionSeed {
  private RegionSeed() {}

  /** Returns a region's seed. */
  public static long of(long seed, String image, String segment) {
    String hex = new Sha256().add(seed + "\n" + image + "\n" + segment).hex();
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).getLong();
  }

  static SplittableRandom random(long seed, String image, String segment) {
    return new SplittableRandom(of(seed, image, segment));
  }
}
