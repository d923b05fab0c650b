package org.segmentattribution.report.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.report.figure.ClassicDiagram;
import org.segmentattribution.report.figure.CriticalDifferenceDiagram;
import org.segmentattribution.report.figure.CriticalDifferenceDiagramTest;
import org.segmentattribution.report.figure.Overlay;
import org.segmentattribution.report.figure.PrevalenceFigure;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.report.figure.PrevalenceSignals;
import org.segmentattribution.report.figure.RankBarsPanel;
import org.segmentattribution.report.figure.track.RankDots;
import org.segmentattribution.report.figure.track.ShareBars;

/** Writes every figure of synthetic results to a folder, to be looked at: {@code main(FOLDER)}. */
final class ReportLook {
  private ReportLook() {}

  public static void main(String[] args) throws IOException {
    Path out = Files.createDirectories(Path.of(args[0]));
    List<PrevalencePoint> points = Synthetic.points();
    write(
        out,
        "prevalence",
        PrevalenceFigure.svg(
            Synthetic.WATERMARK, points, Synthetic.seeds(), PrevalenceSignals.of(points)));
    write(out, "rank-panel", RankBarsPanel.svg(Synthetic.ranks(), Synthetic.HIGHLIGHTS));
    write(out, "ranks", RankDots.of(Synthetic.tracks(Synthetic.NAMES, true)).wide());
    write(out, "attribution", ShareBars.of(Synthetic.tracks(Synthetic.NAMES, true)).wide());
    write(out, "overlay", Overlay.svg(Synthetic.overlay("zebra/001.jpg", Synthetic.NAMES, 9e-4)));
    CriticalDifferenceDiagram diagram = CriticalDifferenceDiagramTest.twelve();
    write(out, "critical-difference", diagram.svg());
    write(out, "critical-difference-classic", ClassicDiagram.of(diagram).wide());
    HtmlReport.write(Synthetic.watermarkReport().page(), out.resolve("watermark.html"));
    HtmlReport.write(
        Synthetic.explainReport("cnn", Synthetic.NAMES).page(), out.resolve("explain.html"));
  }

  private static void write(Path folder, String name, String svg) throws IOException {
    Files.writeString(folder.resolve(name + ".svg"), svg);
  }
}
