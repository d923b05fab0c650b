package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.analysis.Matrices.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.page.TableFormat;
import org.segmentattribution.table.store.NameMatrix;

class MethodAgreementLawsTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  private static MethodAgreement of(NameMatrix a, NameMatrix b) {
    return MethodAgreement.of("zebra", "one", a, "two", b);
  }

  private static double[] numbers(MethodAgreement m) {
    List<Double> all = new ArrayList<>(m.within().quartiles());
    all.addAll(
        List.of(
            m.means().relativeTau(),
            m.means().relativeRho(),
            m.means().absoluteTau(),
            m.means().absoluteRho(),
            m.within().mean(),
            m.means().topOne(),
            m.means().topThree(),
            (double) m.within().images(),
            (double) m.segments()));
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void same(MethodAgreement expected, MethodAgreement actual) {
    double[] a = numbers(expected);
    double[] b = numbers(actual);
    for (int i = 0; i < a.length; i++) {
      assertEquals(a[i], b[i], 1e-9, "number " + i + " of " + expected);
    }
  }

  /** Only names that occur somewhere have a mean; a's columns are named in another order in b. */
  private static double[][] rows(long seed) {
    double[][] rows = Matrices.random(seed, 8, 4);
    for (int k = 0; k < 4; k++) {
      rows[k][k] = k + 1;
    }
    return rows;
  }

  @Property(tries = 60)
  void whoIsFirstIsIrrelevant(@ForAll long seed) {
    NameMatrix a = Matrices.of(NAMES, rows(seed));
    NameMatrix b = Matrices.of(NAMES, rows(seed + 1));
    same(of(a, b), of(b, a));
  }

  @Property(tries = 60)
  void orderOfNamesAndImagesIsIrrelevant(@ForAll long seed) {
    double[][] ofB = rows(seed + 1);
    NameMatrix a = Matrices.of(NAMES, rows(seed));
    List<Integer> names = Matrices.shuffled(List.of(0, 1, 2, 3), seed);
    List<Integer> images = Matrices.shuffled(IntStream.range(0, 8).boxed().toList(), seed);
    double[][] turned = Matrices.columns(ofB, names);
    NameMatrix b =
        Matrices.of(
            names.stream().map(NAMES::get).toList(),
            images.stream().map(i -> "i" + (i + 1)).toList(),
            images.stream().map(i -> turned[i]).toArray(double[][]::new));
    same(of(a, Matrices.of(NAMES, ofB)), of(a, b));
  }

  /** Agreement is of ranks: a method that gives the eightfold of everything says the same. */
  @Property(tries = 60)
  void scaleIsIrrelevant(@ForAll long seed) {
    double[][] ofB = rows(seed + 1);
    double[][] eightfold =
        Arrays.stream(ofB)
            .map(row -> Arrays.stream(row).map(v -> 8 * v).toArray())
            .toArray(double[][]::new);
    NameMatrix a = Matrices.of(NAMES, rows(seed));
    same(of(a, Matrices.of(NAMES, ofB)), of(a, Matrices.of(NAMES, eightfold)));
  }

  /** A name that one method alone has, and images of one run alone, change nothing. */
  @Property(tries = 60)
  void whatOneMethodAloneHasIsLeftOut(@ForAll long seed) {
    double[][] ofA = rows(seed);
    double[][] ofB = rows(seed + 1);
    double[][] more =
        Arrays.stream(ofB)
            .map(row -> new double[] {9, row[0], row[1], row[2], row[3]})
            .toArray(double[][]::new);
    NameMatrix b = Matrices.of(List.of("0", "a", "b", "c", "d"), more);
    MethodAgreement both = of(Matrices.of(NAMES, ofA), b);
    same(of(Matrices.of(NAMES, ofA), Matrices.of(NAMES, ofB)), both);
    assertEquals(4, both.segments());
  }

  /** a over two images: means 3, 1; b: 1, 3. Within the only image with both names, reversed. */
  @Test
  void workedByHand() {
    NameMatrix a = Matrices.of(List.of("x", "y"), new double[] {4, 1}, new double[] {2, NONE});
    NameMatrix b = Matrices.of(List.of("x", "y"), new double[] {1, 4}, new double[] {1, 2});
    MethodAgreement m = of(a, b);
    assertEquals(-1, m.means().relativeTau(), 1e-15);
    assertEquals(-1, m.means().relativeRho(), 1e-15);
    assertEquals(1, m.within().images());
    assertEquals(List.of(-1.0, -1.0, -1.0), m.within().quartiles());
    assertEquals(0, m.means().topOne());
    assertEquals(1, m.means().topThree(), "there are two names");
  }

  /** A segment that is rare counts 0 where it is missing: absolute means turn the order. */
  @Test
  void absoluteMeansCountWhatIsMissing() {
    List<String> names = List.of("rare", "usual");
    double[][] a = {{8, 1}, {NONE, 1}, {NONE, 7}, {NONE, 7}};
    double[][] b = {{1, 2}, {1, 2}, {1, 2}, {1, 2}};
    MethodAgreement m = of(Matrices.of(names, a), Matrices.of(names, b));
    assertEquals(-1, m.means().relativeTau(), 1e-15, "8 against 4");
    assertEquals(1, m.means().absoluteTau(), 1e-15, "2 against 4");
  }

  @Test
  void withoutACommonImageOrNameNothingIsDefined() {
    NameMatrix a = Matrices.of(List.of("x", "y"), List.of("p"), new double[] {1, 2});
    NameMatrix b = Matrices.of(List.of("x", "y"), List.of("q"), new double[] {1, 2});
    MethodAgreement images = of(a, b);
    assertEquals(0, images.within().images());
    assertTrue(Double.isNaN(images.within().mean()));
    assertTrue(images.within().quartiles().stream().allMatch(q -> Double.isNaN(q)));
    assertEquals(1, images.means().relativeTau(), 1e-15, "means need no common image");
    MethodAgreement names = of(a, Matrices.of(List.of("z"), List.of("p"), new double[] {1}));
    assertEquals(0, names.segments());
    assertTrue(Double.isNaN(names.means().relativeTau()) && Double.isNaN(names.means().topOne()));
  }

  @Test
  void theFileHasEveryPairWithWOfAll() {
    Map<String, NameMatrix> methods = new LinkedHashMap<>();
    double[][] up = {{1, 2, 3}, {1, 2, 3}};
    double[][] down = {{3, 2, 1}, {3, 2, 1}};
    List<String> names = List.of("a", "b", "c");
    methods.put("one", Matrices.of(names, up));
    methods.put("two", Matrices.of(names, up));
    methods.put("three", Matrices.of(names, down));
    MethodAgreements all = MethodAgreements.of("zebra", methods);
    // rank sums 5, 6, 7 of three lists: 12 x 2 / (9 x 24)
    assertEquals(1 / 9.0, all.relativeW(), 1e-12);
    List<String> lines =
        TableFormat.CSV.text(MethodAgreements.table(List.of(all))).lines().toList();
    assertEquals(17, lines.get(0).split(",").length);
    assertTrue(lines.get(1).startsWith("zebra,one,two,3,1.0,1.0,1.0,1.0,2,1.0,1.0,1.0,1.0,1.0,1"));
    assertTrue(lines.get(2).startsWith("zebra,one,three,3,-1.0,-1.0,-1.0,-1.0,2,-1.0,"));
    assertTrue(lines.get(3).startsWith("zebra,two,three,3,-1.0,"));
    assertTrue(lines.get(3).endsWith(",0.0,1.0,0.1111111111111111,0.1111111111111111"));
    assertEquals(
        List.of("one two", "one three", "two three"),
        all.pairs().stream().map(p -> p.methodA() + " " + p.methodB()).toList());
  }
}
