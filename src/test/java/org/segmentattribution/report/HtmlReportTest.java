package org.segmentattribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String NAMESPACE = "xmlns=\"http://www.w3.org/2000/svg\"";

  private static List<String> pages() {
    return List.of(
        HtmlReport.render(Synthetic.watermarkReport().page()),
        HtmlReport.render(Synthetic.explainReport("cnn", Synthetic.NAMES).page()),
        HtmlReport.render(
            Synthetic.explainReport("<script>alert(1)</script>", FiguresTest.HOSTILE).page()));
  }

  @Test
  void pagesNeedNothingElse() {
    for (String html : pages()) {
      String rest =
          html.replace(NAMESPACE, "").replaceAll("data:image/png;base64,[A-Za-z0-9+/=]+", "");
      assertFalse(Pattern.compile("https?:|(?<![a-z])//").matcher(rest).find());
      assertFalse(rest.contains("<script"));
      assertFalse(rest.contains("@import") || rest.contains("url("));
      Matcher links = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(rest);
      while (links.find()) {
        String link = links.group(1);
        assertTrue(link.isEmpty() || link.startsWith("#") || link.startsWith("./"), link);
      }
    }
  }

  @Test
  void noNameBecomesMarkup() {
    String html = pages().get(2);
    assertFalse(html.contains("<script"));
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertFalse(
        Pattern.compile("<[^>]* onload=").matcher(html.replaceAll("\"[^\"]*\"", "")).find());
  }

  @Test
  void pagesHaveLandmarksCaptionsAndScopes() {
    for (String html : pages()) {
      for (String part : List.of("<header>", "<main id=\"main\">", "<nav aria-label", "<footer>")) {
        assertEquals(1, count(html, part), part);
      }
      assertEquals(1, count(html, "<h1>"));
      assertEquals(count(html, "<figure>"), count(html, "<figcaption>"));
      assertEquals(count(html, "<table "), count(html, "<caption>"));
      assertEquals(count(html, "<th"), count(html, "<th scope=") + count(html, "<thead"));
      assertEquals(count(html, "href=\"#s"), count(html, "<h2 id=\"s"));
    }
  }

  @Test
  void theWatermarkReportSaysWhatWasFound() {
    ReportPage page = Synthetic.watermarkReport().page();
    PrevalenceSignals signals = PrevalenceSignals.of(Synthetic.points());
    PrevalencePoint first = Synthetic.points().get(0);
    assertTrue(page.lead().contains(NumberText.rank(first.meanRank())), page.lead());
    assertTrue(page.lead().contains("from " + NumberText.prevalence(signals.rank()) + " on"));
    assertEquals(2, page.lead().split("\\. (?=[A-Z])").length, page.lead());
    String html = HtmlReport.render(page);
    assertTrue(html.contains("class=\"stressed\">watermark ("));
    assertTrue(html.contains("not a JPEG or PNG file"));
    assertTrue(html.contains("href=\"./figures/prevalence.svg\""));
  }

  @Test
  void aReportWithoutPrevalencesIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new WatermarkReport(
                "w",
                "c",
                "m",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Synthetic.details()));
  }

  @Test
  void theSegmentsPageSaysWhatTheNamesCameTo() {
    List<SegmentReport.Count> counts =
        List.of(
            new SegmentReport.Count("eyes", 9, 0.9, 0.5, 0.01),
            new SegmentReport.Count("tail", 0, 0, Double.NaN, Double.NaN));
    ReportPage page =
        new SegmentReport(10, counts, Map.of("wheel", 3), "<svg/>", Synthetic.details()).page();
    assertEquals("1 of 2 names were found in 10 images.", page.lead());
    assertEquals(2, page.caveats().size());
    assertTrue(page.caveats().get(0).contains("fewer than one image in ten: tail."));
    assertTrue(page.caveats().get(1).contains("'wheel' (3)"));
  }

  @Test
  void linksStayInTheRun() {
    assertEquals("./a%22b/%3Cx%3E.svg", new RunFile("a\"b/<x>.svg", "").href());
    assertEquals("./javascript%3Aalert%281%29", new RunFile("javascript:alert(1)", "").href());
    assertEquals("./host/x", new RunFile("//host/x", "").href());
  }

  @Test
  void writesTheSameBytesAndLeavesNothingElse(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.html");
    Files.writeString(file, "old");
    HtmlReport.write(Synthetic.watermarkReport().page(), file);
    assertEquals(HtmlReport.render(Synthetic.watermarkReport().page()), Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
