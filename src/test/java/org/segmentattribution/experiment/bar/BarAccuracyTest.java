package org.segmentattribution.experiment.bar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.statistics.Interval;

class BarAccuracyTest {
  @TempDir Path folder;

  /** scipy 1.17.1, {@code stats.binomtest(9, 12).proportion_ci(method="wilson")}. */
  @Test
  void theIntervalIsWilsons() {
    BarAccuracy accuracy = new BarAccuracy("biased", "unbiased", 12, 9);
    assertEquals(0.75, accuracy.share());
    assertEquals(0.46769466506643426, accuracy.interval().low(), 1e-12);
    assertEquals(0.9110583316059453, accuracy.interval().high(), 1e-12);
  }

  @Test
  void withoutImagesThereIsNoAccuracy() {
    BarAccuracy none = new BarAccuracy("biased", "biased", 0, 0);
    assertTrue(Double.isNaN(none.share()));
    assertTrue(Double.isNaN(none.interval().low()));
  }

  @Test
  void theFileReadsBack() throws IOException {
    List<BarAccuracy> rows =
        List.of(
            new BarAccuracy("biased", "biased", 4, 4),
            new BarAccuracy("biased", "unbiased", 0, 0),
            new BarAccuracy("less-biased", "unbiased", 8, 2));
    Path file = folder.resolve(BarAccuracy.FILE);
    BarAccuracy.write(file, rows);
    assertEquals(rows, BarAccuracy.read(file));
    List<String> lines = Files.readAllLines(file);
    assertEquals("model,set,images,correct,accuracy,low,high", lines.get(0));
    Interval all = rows.get(0).interval();
    assertEquals("biased,biased,4,4,1.0," + all.low() + "," + all.high(), lines.get(1));
    assertEquals("biased,unbiased,0,0,,,", lines.get(2));
    assertTrue(lines.get(3).startsWith("less-biased,unbiased,8,2,0.25,"));
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    Path file = folder.resolve(BarAccuracy.FILE);
    Files.writeString(file, "model,set,images,correct,accuracy,low,high\na,b,4,many,1,1,1\n");
    String said = assertThrows(IOException.class, () -> BarAccuracy.read(file)).getMessage();
    assertEquals(file + ", line 2, column correct: 'many' is not a whole number", said);
  }
}
