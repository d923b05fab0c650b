package org.segmentattribution.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.report.answer.AnswerView;
import org.segmentattribution.report.figure.FiguresTest;
import org.segmentattribution.report.photograph.Photographs;

class HtmlReportTest {
  private static final String NAMESPACE = "xmlns=\"http://www.w3.org/2000/svg\"";

  private static List<String> pages() {
    List<String> pages = new ArrayList<>(ofExplain());
    SyntheticPages.all("eyes").values().forEach(page -> pages.add(HtmlReport.render(page)));
    SyntheticPages.all("<script>alert(1)</script>")
        .values()
        .forEach(page -> pages.add(HtmlReport.render(page)));
    return pages;
  }

  private static List<String> ofExplain() {
    return List.of(
        HtmlReport.render(Synthetic.watermarkReport().page()),
        HtmlReport.render(Synthetic.explainReport("cnn", Synthetic.NAMES).page()),
        HtmlReport.render(
            Synthetic.explainReport("<script>alert(1)</script>", FiguresTest.HOSTILE).page()));
  }

  /** The page without the one script that belongs in it. */
  private static String withoutScript(String html) {
    String script = "<script>" + PageScript.text() + "</script>";
    assertEquals(1, count(html, script));
    return html.replace(script, "");
  }

  @Test
  void pagesNeedNothingElse() {
    for (String html : pages()) {
      String rest =
          withoutScript(html)
              .replace(NAMESPACE, "")
              .replaceAll("data:image/(png|jpeg);base64,[A-Za-z0-9+/=]+", "")
              .replaceAll("url\\(#c[0-9-]+\\)", "");
      assertFalse(Pattern.compile("https?:|(?<![a-z])//").matcher(rest).find());
      assertFalse(rest.contains("<script"));
      assertFalse(
          rest.contains("@import") || rest.replaceAll("url\\(#[a-z0-9-]+\\)", "").contains("url("));
      assertTrue(attributes(rest, "src").stream().allMatch(String::isEmpty));
      for (String link : attributes(rest, "href")) {
        assertTrue(link.isEmpty() || link.startsWith("#") || link.startsWith("./"), link);
        if (link.startsWith("#")) {
          assertEquals(1, count(rest, " id=\"" + link.substring(1) + "\""), link);
        }
      }
    }
    assertFalse(PageScript.text().replaceFirst("^//.*", "").contains("//www"));
    for (String way : List.of("http", "fetch", "XMLHttp", "import(", "eval", "innerHTML")) {
      assertFalse(PageScript.text().contains(way), way);
    }
  }

  @Test
  void thePolicyLetsThisScriptRunAndNothingElse() throws Exception {
    for (String html : pages()) {
      Matcher script = Pattern.compile("(?s)<script>(.*)</script>").matcher(html);
      assertTrue(script.find());
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(script.group(1).getBytes(StandardCharsets.UTF_8));
      String policy = html.substring(html.indexOf("Content-Security-Policy"));
      policy = policy.substring(0, policy.indexOf('>')).replace("&#39;", "'");
      assertTrue(
          policy.contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"),
          policy);
      assertTrue(policy.contains("default-src 'none'; img-src data:;"), policy);
      assertTrue(html.indexOf("Content-Security-Policy") < html.indexOf("<style>"));
    }
  }

  @Test
  void noNameBecomesMarkup() {
    String bad = "<script>alert(1)</script>";
    String html =
        withoutScript(
            HtmlReport.render(
                Synthetic.explainReport(
                        bad, FiguresTest.HOSTILE, "\"><img onerror=x>", List.of(bad, "a,\"b\";--"))
                    .page()));
    assertFalse(html.contains("<script") || html.contains("<img o"));
    assertEquals(count(html, "<img"), count(html, "<img src=\"data:image/jpeg;base64,"));
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertFalse(
        Pattern.compile("<[^>]* on[a-z]+=").matcher(html.replaceAll("\"[^\"]*\"", "")).find());
  }

  @Test
  void pagesHaveLandmarksCaptionsAndScopes() {
    for (String html : pages()) {
      for (String part : List.of("<header>", "<main id=\"main\">", "<nav aria-label", "<footer>")) {
        assertEquals(1, count(html, part), part);
      }
      assertEquals(1, count(html, "<h1>"));
      assertEquals(count(html, "<figure"), count(html, "<figcaption>"));
      assertEquals(count(html, "<table"), count(html, "<caption"));
      assertEquals(count(html, "<th"), count(html, "<th scope=") + count(html, "<thead"));
      assertEquals(count(html, "<details"), count(html, "<summary"));
    }
  }

  /** As where every image failed, or no mask was found. */
  @Test
  void aRunWithoutTablesHasAPage() {
    ExplainReport report =
        new ExplainReport(
            new ExplainOverview("cnn", List.of(), 0, 2, Double.NaN),
            new ExplainReport.Results(
                List.of(),
                AnswerView.of(List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                Removal.NONE),
            Photographs.NONE,
            Set.of(),
            new ExplainReport.Doubts(List.of(), List.of()),
            Synthetic.details());
    String html = HtmlReport.render(report.page());
    assertTrue(html.contains("No segment was found in any photograph."));
    assertFalse(html.contains("all-numbers"));
  }

  @Test
  void nothingIsMissingWithoutTheScript() {
    String html = withoutScript(pages().get(1));
    assertEquals(12, count(html, "<li class=\"tile\""));
    assertEquals(12, count(html, "<article class=\"card"));
    assertEquals(4, count(html, "<span class=\"pic lit\">"));
    // the filter box of the table needs the script; the style sheet says that no photograph is left
    assertEquals(2, count(html, " hidden>"));
    assertEquals(1, count(html, "<button"));
    assertTrue(html.contains("<button type=\"reset\""));
    assertFalse(html.contains("<template"));
  }

  private static List<String> attributes(String html, String name) {
    return Pattern.compile("[ <]" + name + "=\"([^\"]*)\"")
        .matcher(html)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void theWatermarkReportSaysWhatWasFound() {
    ReportPage page = Synthetic.watermarkReport().page();
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
                new WatermarkReport.Subject("w", "c", "m"),
                new WatermarkReport.Results(List.of(), List.of(), List.of(), List.of()),
                List.of(),
                List.of(),
                Synthetic.details()));
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
