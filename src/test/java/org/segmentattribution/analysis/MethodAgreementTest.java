package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.table.store.NameMatrix;

class MethodAgreementTest {
  private static final double NONE = Double.NaN;
  private static final List<List<String>> NAMES =
      List.of(List.of("eyes"), List.of("mane"), List.of("sky"));

  private static NameMatrix matrix(List<String> images, double[]... rows) {
    double[][] absolute = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      absolute[i] = rows[i].clone();
      for (int k = 0; k < rows[i].length; k++) {
        absolute[i][k] = Double.isNaN(rows[i][k]) ? 0 : rows[i][k];
      }
    }
    return new NameMatrix(NAMES, images, rows, absolute, Collections.nCopies(images.size(), false));
  }

  private static final NameMatrix A =
      matrix(
          List.of("i1", "i2", "i3"),
          new double[] {3, 2, 1},
          new double[] {3, 2, NONE},
          new double[] {1, 2, 3});
  private static final NameMatrix B =
      matrix(
          List.of("i2", "i3", "i4"),
          new double[] {2, 3, NONE},
          new double[] {1, 2, 9},
          new double[] {5, 6, 7});

  @Test
  void comparesImagesThatBothHave() {
    MethodAgreement both = MethodAgreement.of("zebra", "lrp-z", A, "gradient", B);
    assertEquals(2, both.within().images());
    // i2: reversed, i3: the same
    assertEquals(0, both.within().mean());
    assertEquals(List.of(-0.5, 0.0, 0.5), both.within().quartiles());
    // relative means: 7/3, 2, 2 against 8/3, 11/3, 8
    assertEquals(-2 / Math.sqrt(6), both.means().relativeTau(), 1e-15);
    assertEquals(0, both.means().topOne());
    assertEquals(1, both.means().topThree());
  }

  @Test
  void aMethodAgreesWithItself(@TempDir Path folder) throws Exception {
    Map<String, NameMatrix> methods = new LinkedHashMap<>();
    methods.put("lrp-z", A);
    methods.put("copy", A);
    methods.put("b", B);
    MethodAgreements all = MethodAgreements.of("zebra", methods);
    assertEquals(3, all.pairs().size());
    assertEquals(1, all.pairs().get(0).means().relativeTau(), 1e-15);
    assertEquals(1, all.pairs().get(0).within().mean(), 1e-15);
    assertEquals(
        "zebra: fewer than 5 images in which two methods order two segments or more, too few to say how far they agree.",
        all.sentence());
    ResultTable table = MethodAgreements.table(List.of(all));
    assertEquals(3, table.rows().size());
    table.rows().forEach(row -> assertEquals(table.columns().size(), row.size()));
    assertEquals(List.of("zebra", "lrp-z", "copy"), table.rows().get(0).subList(0, 3));
    assertTrue(all.figures().isEmpty(), "one sentence says enough of three methods");
    methods.put("again", B);
    assertEquals(
        List.of("agreement.svg", "image-agreement.svg"),
        List.copyOf(MethodAgreements.of("zebra", methods).figures().keySet()));
  }

  @Test
  void thePairThatAgreesLeastIsNamedFromFiveImagesOn() {
    List<String> images = List.of("i1", "i2", "i3", "i4", "i5", "alone");
    double[] up = {1, 2, 3};
    double[] down = {3, 2, 1};
    double[] alone = {1, NONE, NONE};
    Map<String, NameMatrix> methods = new LinkedHashMap<>();
    methods.put("a", matrix(images, up, up, up, up, up, alone));
    methods.put("b", matrix(images, up, up, up, up, down, alone));
    assertTrue(
        MethodAgreements.of("", methods).sentence().contains("a and b agree by tau-b 1.00"),
        MethodAgreements.of("", methods).sentence());
    methods.put("c", matrix(images, down, down, down, up, up, alone));
    String sentence = MethodAgreements.of("", methods).sentence();
    assertTrue(sentence.startsWith("All images: Kendall\u2019s W of all 3"), sentence);
    assertTrue(sentence.contains("a and c agree least: tau-b -1.00 in the median"), sentence);
  }
}
