package org.segmentattribution.dataset.source;

/** Makes seeds for independent streams of random numbers, one for each purpose and name. */
public final class NamedSeed {
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private NamedSeed() {}

  /**
   * Returns FNV-1a over the seed and the names, mixed so that similar names give unrelated seeds.
   */
  public static long of(long seed, String purpose, String name) {
    long hash = FNV_START;
    for (int shift = 0; shift < 64; shift += 8) {
      hash = (hash ^ (seed >>> shift & 0xff)) * FNV_PRIME;
    }
    String text = purpose + '\0' + name;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    // Stafford's 13th variant of the MurmurHash3 finaliser
    hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
    return hash ^ hash >>> 31;
  }
}
