package org.segmentattribution.report.find;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.Section;
import org.segmentattribution.report.svg.NumberText;

/** Shows spectral clusters of whole maps, beside suspects. */
final class SpectrumSection {
  private SpectrumSection() {}

  static Section of(List<ClassSpectrum> spectra) {
    return Section.folded("For comparison: SpRAy", "clusters of whole maps", blocks(spectra));
  }

  private static List<Block> blocks(List<ClassSpectrum> spectra) {
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (ClassSpectrum of : spectra) {
      for (int i = 0; i < of.sizes().size(); i++) {
        rows.add(
            List.of(
                Block.Cell.of(of.className().isEmpty() ? "all photographs" : of.className()),
                Block.Cell.of(i + 1, String.valueOf(i + 1)),
                Block.Cell.of(of.sizes().get(i), NumberText.count(of.sizes().get(i))),
                Block.Cell.of(of.withFirst().get(i), NumberText.share(of.withFirst().get(i)))));
      }
    }
    return List.of(
        new Block.Text(
            "Spectral relevance analysis (Lapuschkin et al. 2019) clusters whole maps of a class, not"
                + " regions: a graph of the ten nearest neighbours, eigenvalues of its Laplacian, as"
                + " many clusters as there are eigenvalues before the largest gap (dashed). A mark that"
                + " changes its place is in several clusters, or in none of its own."),
        new Block.Panels(
            spectra.stream().map(of -> new Block.Figure("", SpectrumFigure.of(of))).toList()),
        new Block.Table(
            "Clusters of maps, and how many of them have a region of suspect 1.",
            List.of("Class", "cluster", "photographs", "with suspect 1"),
            rows,
            1,
            ""));
  }
}
