package org.segmentattribution.dataset;

public final class SceneWriter {
  public static void write(java.nio.file.Path d, SceneGenerator g, int a, int b, Runnable r)
      throws java.io.IOException {
    throw new java.io.IOException("x");
  }
}
