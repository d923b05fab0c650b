package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.effect.MeasuredWith;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.Removal;
import org.segmentattribution.report.svg.SvgBoxes;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TableRows;
import org.segmentattribution.table.store.RunTables;

class RemovalFindingsTest {
  private static final MeasuredWith LOGITS =
      new MeasuredWith(
          Map.of("fill", List.of("mean", "blur"), "placebo", "mirrored", "value", "logit"));

  @TempDir Path folder;
  private TableTotals totals;

  /** Eight zebras and eight horses; mane has half of the attribution, and is first. */
  @BeforeEach
  void read() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (String method : List.of("lrp-z", "gradient")) {
      for (int i = 0; i < 16; i++) {
        String label = i % 2 == 0 ? "zebra" : "horse";
        rows.addAll(
            TableRows.of("i" + i)
                .of(label, label, label)
                .method(method)
                .segment("mane", 0.5)
                .segment("legs", 0.3)
                .segment("sky", -0.2)
                .rows());
      }
    }
    SatCsv.write(folder.resolve("sat.csv"), rows);
    try (RunTables tables = RunTables.open(folder, 1)) {
      totals = TableTotals.of(tables, 0, Set.of("sky"));
    }
  }

  private static EffectSummary row(String className, String segment, double excess) {
    double[] of = {excess, excess - 1, excess + 1};
    return Effects.of(className, segment, of, of, Effects.MARGIN, 0);
  }

  private static List<EffectSummary> rows() {
    return List.of(
        row("zebra", "mane", 4),
        row("zebra", "legs", 0),
        row("zebra", "sky", Double.NaN),
        row("(all)", "mane", 0),
        row("(all)", "legs", 4),
        row("elsewhere", "mane", 4));
  }

  @Test
  void eachGroupOfTheFirstMethodHasItsSentenceAndFigure() throws Exception {
    Removal removal = RemovalFindings.of(rows(), LOGITS, totals);
    assertEquals(Set.of("", "zebra"), removal.sentences().keySet(), "horses were not removed");
    assertTrue(removal.sentences().get("zebra").whole().startsWith("By removal, too: the model"));
    assertTrue(removal.sentences().get("").whole().contains("What it needs: legs (4.00)"));
    assertEquals(Set.of("", "zebra"), removal.figures().keySet());
    SvgBoxes zebra = new SvgBoxes(removal.figures().get("zebra").svg());
    assertTrue(zebra.texts().contains("Nothing to compare with: sky."), zebra.texts().toString());
    assertFalse(zebra.texts().contains("sky"));
    String mane = zebra.elements("title").get(1).getTextContent().replace('\u00a0', ' ');
    assertEquals(
        "mane: 50.0 % of the attribution, excess 4.00 (95 % interval 3.00 to 5.00), matters", mane);
  }

  @Test
  void theTableHasARowForEachSegmentOfTheseGroups() {
    Block.Folded fold = (Block.Folded) RemovalFindings.of(rows(), LOGITS, totals).after().get(0);
    Block.Table table = (Block.Table) fold.blocks().get(0);
    assertEquals(
        List.of("all images/mane", "all images/legs", "zebra/mane", "zebra/legs", "zebra/sky"),
        table.rows().stream().map(r -> r.get(0).text() + "/" + r.get(1).text()).toList());
    assertEquals("matters", table.rows().get(2).get(2).text());
    assertEquals("no placebo fits beside it", table.rows().get(4).get(2).text());
  }

  @Test
  void onlyWhatCanBeNamedHasADot() throws Exception {
    List<EffectSummary> many =
        IntStream.range(0, 30).mapToObj(i -> row("zebra", "mane", 4)).toList();
    String svg = RemovalFindings.of(many, LOGITS, totals).figures().get("zebra").svg();
    // two of the legend
    assertEquals(14 + 2, new SvgBoxes(svg).elements("circle").size());
    assertTrue(new SvgBoxes(svg).texts().contains("Only in the table: 16 others."));
  }

  @Test
  void effectsOfOtherClassesAloneShowNothing() {
    List<EffectSummary> other = List.of(row("elsewhere", "mane", 4));
    assertSame(Removal.NONE, RemovalFindings.of(other, LOGITS, totals));
  }
}
