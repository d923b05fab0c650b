package org.segmentattribution.suspect.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.segmentattribution.file.NpyFile;

class SpectralClustersTest {
  private static final Path FOLDER = Path.of("src/test/resources/suspects");

  /** The fixture is made by {@code scripts/make-spray-fixture.py}. */
  @Test
  void eigenvaluesAreThoseOfCorelay() throws IOException {
    double[] expected =
        Files.readAllLines(FOLDER.resolve("eigenvalues.txt")).stream()
            .mapToDouble(Double::parseDouble)
            .toArray();
    SpectralClusters found = SpectralClusters.of(maps(), 1);
    assertArrayEquals(expected, found.eigenvalues(), 1e-6);
  }

  @Test
  void gapFindsTheThreeKindsOfMaps() throws IOException {
    SpectralClusters found = SpectralClusters.of(maps(), 1);
    assertEquals(3, found.clusters());
    int[] labels = found.labels();
    for (int i = 0; i < labels.length; i++) {
      assertEquals(labels[i / 20 * 20], labels[i], "map " + i);
    }
    assertEquals(3, Arrays.stream(labels).distinct().count());
  }

  private static float[][] maps() throws IOException {
    NpyFile file = NpyFile.read(FOLDER.resolve("maps.npy"));
    float[][] maps = new float[file.shape()[0]][];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = Arrays.copyOfRange(file.values(), i * 64, (i + 1) * 64);
    }
    return maps;
  }
}
