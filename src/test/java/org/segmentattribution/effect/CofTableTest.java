package org.segmentattribution.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.statistics.Estimate;

class CofTableTest {
  private static Counterfactual image(
      String id, String className, List<String> set, List<String> alone, int passes) {
    return new Counterfactual(id, className, className, set, alone, passes);
  }

  private static EffectSummary summary(String className, String segment, int images) {
    return new EffectSummary(
        className,
        segment,
        images,
        Estimate.NONE,
        new EffectSummary.Excess(Double.NaN, Estimate.NONE, Double.NaN, true),
        new EffectSummary.Test(Double.NaN, Double.NaN),
        new EffectSummary.Shares(0, 0));
  }

  @Test
  void countsSegmentsOfCounterfactuals(@TempDir Path folder) throws IOException {
    CofTable table =
        CofTable.of(
            List.of(
                image("1", "zebra", List.of("mark"), List.of("body", "mark"), 5),
                image("2", "zebra", List.of("body", "mark"), List.of(), 11),
                image("3", "zebra", List.of(), List.of(), 17),
                image("4", "horse", List.of("body"), List.of("body"), 3)),
            List.of(
                summary("horse", "body", 1),
                summary("zebra", "body", 3),
                summary("zebra", "mark", 2),
                summary("zebra", "sky", 1),
                summary("(all)", "body", 4)));
    Path file = folder.resolve(CofTable.FILE);
    table.write(file);
    assertEquals(
        """
        class,segment,images,share,share_of_found,present,alone,alone_share,of_images,found,coverage,passes
        (all),body,2,0.5,0.6666666666666666,4,2,0.5,4,3,0.75,9.0
        horse,body,1,1.0,1.0,1,1,1.0,1,1,1.0,3.0
        zebra,mark,2,0.6666666666666666,1.0,2,1,0.5,3,2,0.6666666666666666,11.0
        zebra,body,1,0.3333333333333333,0.5,3,1,0.3333333333333333,3,2,0.6666666666666666,11.0
        zebra,sky,0,0.0,0.0,1,0,0.0,3,2,0.6666666666666666,11.0
        """,
        Files.readString(file));
    CofTable read = CofTable.read(file);
    assertEquals(table.rows(), read.rows());
    assertEquals(table.classes(), read.classes());
  }
}
