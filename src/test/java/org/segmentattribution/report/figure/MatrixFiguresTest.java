package org.segmentattribution.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.page.Synthetic;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.SvgBoxes;

class MatrixFiguresTest {
  static AgreementMatrix agreement(List<String> methods) {
    double[][] tau = new double[methods.size()][methods.size()];
    for (int i = 0; i < tau.length; i++) {
      for (int j = 0; j < tau.length; j++) {
        tau[i][j] = i == j ? 1 : Math.cos(i + j);
      }
    }
    tau[0][tau.length - 1] = Double.NaN;
    return new AgreementMatrix("Agreement of methods", methods, tau, "Kendall's tau-b");
  }

  static PositionHeat positions(List<String> names) {
    List<PositionHeat.Panel> panels = new ArrayList<>();
    for (String name : names) {
      double[] values = new double[9];
      Arrays.setAll(values, i -> i == 4 ? Double.NaN : i / 9.0);
      panels.add(new PositionHeat.Panel(name, values));
    }
    return new PositionHeat("Where segments lie", panels, "share of the images");
  }

  @Test
  void areSoundForAnyNames() throws Exception {
    for (List<String> names :
        List.of(
            Synthetic.NAMES,
            FiguresTest.HOSTILE,
            List.of("x"),
            List.of("gradient", "integrated-gradients", "epsilon-alpha2beta1-flat", "a", "b"))) {
      Drawing matrix = agreement(names).drawing();
      new SvgBoxes(matrix.wide()).assertSound();
      new SvgBoxes(matrix.narrow()).assertNarrow();
      new SvgBoxes(positions(names).drawing().wide()).assertSound();
      new SvgBoxes(positions(names).drawing().narrow()).assertNarrow();
    }
  }
}
