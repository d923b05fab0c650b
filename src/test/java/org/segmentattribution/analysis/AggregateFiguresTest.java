package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Position;
import org.segmentattribution.report.figure.AgreementMatrix;
import org.segmentattribution.report.figure.PositionHeat;
import org.segmentattribution.table.Signs;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.NameAggregate;

class AggregateFiguresTest {
  private static NameAggregate of(List<String> group, List<String> name, long tables, double mean) {
    return new NameAggregate(
        group,
        name,
        new NameAggregate.Counts(tables, tables, tables, 20, 0),
        0.5,
        new Signs((int) tables, 0, (int) tables),
        Map.of(
            AggregateValue.ATTRIBUTION,
            new NameAggregate.Statistics(mean, mean, 0, 0, mean, tables, 20)),
        false);
  }

  private static NameAggregate method(String method, String segment, double mean) {
    return of(List.of(method), List.of(segment), 5, mean);
  }

  private static NameAggregate place(String segment, Position position, long tables) {
    return of(List.of(), List.of(segment, position.text()), tables, 1);
  }

  /** Over what both have: "tail" of one alone and "sky", whose mean of the other is none. */
  @Test
  void agreementIsOverSharedSegments() {
    AgreementMatrix matrix =
        AggregateFigures.agreement(
            List.of(
                method("lrp-z", "eyes", 3),
                method("lrp-z", "mane", 2),
                method("lrp-z", "legs", 1),
                method("lrp-z", "sky", 9),
                method("lrp-z", "tail", 8),
                method("gradient", "eyes", 1),
                method("gradient", "mane", 3),
                method("gradient", "legs", 2),
                method("gradient", "sky", Double.NaN)));
    assertEquals(List.of("lrp-z", "gradient"), matrix.methods());
    assertEquals(1, matrix.tau()[0][0], 1e-15);
    // eyes-mane and eyes-legs are reversed, mane-legs is not
    assertEquals(-1 / 3.0, matrix.tau()[0][1], 1e-15);
    assertEquals(matrix.tau()[0][1], matrix.tau()[1][0]);
  }

  @Test
  void methodsWithoutACommonOrderHaveNoNumber() {
    AgreementMatrix matrix =
        AggregateFigures.agreement(
            List.of(method("a", "x", 1), method("b", "x", 1), method("b", "y", 2)));
    assertTrue(Double.isNaN(matrix.tau()[0][1]));
    assertTrue(matrix.svg().contains("<svg"));
  }

  @Test
  void placesAreSharesOfASegmentsTables() {
    PositionHeat heat =
        AggregateFigures.positions(
            List.of(
                place("sky", Position.TOP_LEFT, 1),
                place("eyes", Position.TOP_RIGHT, 6),
                place("sky", Position.TOP_CENTRE, 3),
                place("eyes", Position.BOTTOM_LEFT, 2)));
    assertEquals(List.of("eyes", "sky"), heat.panels().stream().map(p -> p.name()).toList());
    assertArrayEquals(
        new double[] {0, 0, 0.75, 0, 0, 0, 0.25, 0, 0}, heat.panels().get(0).values());
    assertArrayEquals(
        new double[] {0.25, 0.75, 0, 0, 0, 0, 0, 0, 0}, heat.panels().get(1).values());
  }

  @Test
  void onlyTheMostFrequentSegmentsAreShown() {
    List<NameAggregate> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      all.add(place("s" + i, Position.CENTRE_CENTRE, 1 + i));
    }
    List<PositionHeat.Panel> panels = AggregateFigures.positions(all).panels();
    assertEquals(24, panels.size());
    assertEquals("s29", panels.get(0).name());
    assertEquals("s6", panels.get(23).name());
  }
}
