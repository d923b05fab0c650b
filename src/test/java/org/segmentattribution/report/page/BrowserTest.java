package org.segmentattribution.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.report.figure.FiguresTest;

/** Reports in a real browser; skipped where none is installed. */
class BrowserTest {
  private static final String BAD = "<script>alert(1)</script>";
  @TempDir static Path folder;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no chromium on the PATH: reports were not opened");
    browser = Browser.start(program.get(), folder.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path page(ReportPage page, String name) throws IOException {
    Path file = folder.resolve(name + ".html");
    HtmlReport.write(page, file);
    return file;
  }

  private static Path good() throws IOException {
    return page(Synthetic.explainReport("cnn", Synthetic.NAMES).page(), "good");
  }

  private static Path hostile() throws IOException {
    return page(
        Synthetic.explainReport(
                BAD, FiguresTest.HOSTILE, BAD, List.of("a,\"b\";--", "'><img src=x onerror=y>"))
            .page(),
        "hostile");
  }

  /** Writes the pages of the other commands about a segment. */
  private static List<Path> others(String segment) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, ReportPage> page : SyntheticPages.all(segment).entrySet()) {
      files.add(page(page.getValue(), page.getKey() + "-" + segment.hashCode()));
    }
    return files;
  }

  private static void tabTo(String condition) throws IOException {
    for (int i = 0; i < 400; i++) {
      if (browser.evaluate("document.activeElement.matches(" + condition + ")").equals("true")) {
        return;
      }
      browser.press("Tab", 9, "");
    }
    throw new AssertionError("the Tab key never comes to " + condition);
  }

  @Test
  void noPageFetchesOrComplains() throws IOException {
    List<Path> pages =
        new ArrayList<>(
            List.of(good(), hostile(), page(Synthetic.watermarkReport().page(), "watermark")));
    pages.addAll(others(BAD));
    for (Path file : pages) {
      browser.open(file, "");
      browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
      browser.evaluate("new Promise(done => setTimeout(done, 300))");
      assertEquals(List.of(), browser.complaints(file), file.toString());
    }
  }

  @Test
  void hostileNamesAreText() throws IOException {
    browser.open(hostile(), "#photo-00001");
    assertEquals("1", browser.evaluate("document.scripts.length"));
    assertEquals(
        "0", browser.evaluate("[...document.images].filter(i => i.className != 'map').length"));
    assertEquals(
        "true",
        browser.evaluate(
            "document.querySelector('h1').textContent.includes('"
                + BAD.replace("/", "\\/")
                + "')"));
    String cells =
        browser.evaluate(
            "[...document.querySelectorAll('.sortable tbody th')].map(c => c.textContent).join('|')");
    assertTrue(cells.contains(BAD) && cells.contains("a,\"b\";--"), cells);
  }

  @Test
  void theTableIsFilteredAndSortedByKeyboard() throws IOException {
    browser.open(good(), "");
    browser.evaluate("document.getElementById('all-numbers').open = true");
    assertEquals(
        "right",
        browser.evaluate("getComputedStyle(document.querySelector('.scroll td.n')).textAlign"));
    String shown =
        "[...document.querySelectorAll('.filter + .scroll tbody tr:not([hidden])')]"
            + ".map(r => r.cells[0].textContent.trim() + '/' + r.cells[2].textContent.trim())"
            + ".join(' ')";
    tabTo("'.filter input'");
    browser.type("EYES deep");
    assertEquals("eyes/deep-taylor", browser.evaluate(shown));
    assertEquals(
        "1 of 26 rows", browser.evaluate("document.querySelector('.filter output').textContent"));
    browser.evaluate("document.activeElement.select()");
    browser.type("lrp");
    assertEquals("13", browser.evaluate(shown + ".split(' ').length"));
    String best = browser.evaluate(shown);
    tabTo("'.filter + .scroll th:nth-child(5) button'");
    browser.press("Enter", 13, "\r");
    assertEquals("ascending", browser.evaluate("document.activeElement.closest('th').ariaSort"));
    assertEquals(best, browser.evaluate(shown));
    browser.press("Enter", 13, "\r");
    assertEquals("descending", browser.evaluate("document.activeElement.closest('th').ariaSort"));
    assertNotEquals(best, browser.evaluate(shown));
    assertEquals(best, browser.evaluate(shown + ".split(' ').reverse().join(' ')"));
    assertEquals(
        "1",
        browser.evaluate(
            "document.querySelectorAll('.filter + .scroll [aria-sort=descending]').length"));
  }

  private static final String SHOWN =
      "[...document.querySelectorAll('.tile')].filter(t => t.offsetParent)";

  @Test
  void filtersHidePhotographsByKeyboard() throws IOException {
    browser.open(good(), "");
    String count = "document.getElementById('photos-count').textContent";
    assertEquals("all 12 photographs", browser.evaluate(count));
    tabTo("'#f-r-all'");
    browser.press("ArrowRight", 39, "");
    assertEquals("f-r-y", browser.evaluate("document.activeElement.id"));
    assertEquals("8", browser.evaluate(SHOWN + ".length"));
    assertEquals("8 of 12 photographs", browser.evaluate(count));
    assertEquals("0", browser.evaluate(SHOWN + ".filter(t => t.dataset.r != 'y').length"));
    tabTo("'#photos-words'");
    browser.type("HORSE eyes1");
    assertEquals("2 of 12 photographs", browser.evaluate(count));
  }

  @Test
  void countsFollowTheOtherFiltersAndAResetLeadsBack() throws IOException {
    browser.open(good(), "");
    String counts =
        "[...document.querySelectorAll('#photos input[name=f-r] + .c small')]"
            + ".map(s => s.textContent).join()";
    String none = "document.getElementById('photos-none').hidden";
    assertEquals("12,8,4", browser.evaluate(counts));
    browser.evaluate("document.getElementById('f-k-0').click()");
    assertEquals("6,4,2", browser.evaluate(counts));
    browser.evaluate("document.getElementById('f-r-n').click()");
    assertEquals("6,4,2", browser.evaluate(counts));
    assertEquals("true", browser.evaluate(none));
    tabTo("'#photos-words'");
    browser.type("no such photograph");
    assertEquals("0,0,0", browser.evaluate(counts));
    assertEquals("false", browser.evaluate(none));
    assertEquals("0", browser.evaluate(SHOWN + ".length"));
    tabTo("'.none button'");
    browser.press("Enter", 13, "\r");
    assertEquals("12,8,4", browser.evaluate(counts));
    assertEquals("12", browser.evaluate(SHOWN + ".length"));
    assertEquals("true", browser.evaluate("document.activeElement.matches('.tile a')"));
  }

  @Test
  void photographsAreSortedByShareAndConfidence() throws IOException {
    browser.open(good(), "");
    String sort =
        "(order => { const s = document.getElementById('photos-sort'); s.selectedIndex = order;"
            + " s.dispatchEvent(new Event('change'));"
            + " return [...document.querySelectorAll('.tile')].map(t => t.id).join(); })";
    String byName = browser.evaluate(sort + "(0)");
    String confidence = browser.evaluate(sort + "(2)");
    assertNotEquals(byName, confidence);
    String sorted =
        "[...document.querySelectorAll('.tile')].map(t => Number(t.dataset.c))"
            + ".every((c, i, all) => i == 0 || all[i - 1] >= c)";
    assertEquals("true", browser.evaluate(sorted));
    // the first name: every thirteenth photograph has it first, and others against the class
    String segment = browser.evaluate(sort + "(3)");
    assertTrue(segment.startsWith("t00001,"), segment);
    assertEquals(byName, browser.evaluate(sort + "(0)"));
  }

  @Test
  void arrowsEnterAndEscapeLeadThroughThePhotographs() throws IOException {
    browser.open(good(), "");
    browser.screenshot(1280, 800, false);
    tabTo("'.tile a'");
    String at = "document.activeElement.closest('.tile').id";
    String first = browser.evaluate(at);
    browser.press("ArrowRight", 39, "");
    String second = browser.evaluate(at);
    assertNotEquals(first, second);
    browser.press("ArrowDown", 40, "");
    assertNotEquals(second, browser.evaluate(at));
    browser.press("ArrowUp", 38, "");
    assertEquals(second, browser.evaluate(at));
    browser.press("Home", 36, "");
    assertEquals(first, browser.evaluate(at));
    browser.press("Enter", 13, "\r");
    assertEquals(
        "photo-" + first.substring(1), browser.evaluate("document.querySelector(':target').id"));
    assertEquals("true", browser.evaluate("document.activeElement.matches('.card:target')"));
    browser.press("ArrowRight", 39, "");
    assertEquals(
        "photo-" + second.substring(1), browser.evaluate("document.querySelector(':target').id"));
    browser.press("ArrowLeft", 37, "");
    assertEquals(
        "photo-" + first.substring(1), browser.evaluate("document.querySelector(':target').id"));
    browser.press("Escape", 27, "");
    assertEquals(first, browser.evaluate(at));
    assertEquals("0", browser.evaluate("document.querySelectorAll('.card:target').length"));
  }

  @Test
  void photographsAreFilteredAndOpenedWithoutScripts() throws IOException {
    try {
      browser.call("Emulation.setScriptExecutionDisabled", "{\"value\": true}");
      browser.open(good(), "#photo-00003");
      assertEquals("1", browser.evaluate("document.querySelectorAll('button').length"));
      assertEquals(
          "none", browser.evaluate("getComputedStyle(document.querySelector('.tools')).display"));
      assertEquals(
          "true",
          browser.evaluate(
              "document.querySelector('.card:target use').getBoundingClientRect().height > 50"));
      assertEquals(
          "1",
          browser.evaluate(
              "[...document.querySelectorAll('.card')].filter(c => c.offsetParent).length"));
      String way = "getComputedStyle(document.querySelector('.none')).display";
      assertEquals("none", browser.evaluate(way));
      browser.evaluate("document.getElementById('f-k-0').checked = true");
      assertEquals("6", browser.evaluate(SHOWN + ".length"));
      assertEquals("block", browser.evaluate(way));
      browser.evaluate("document.querySelector('.none button').click()");
      assertEquals("12", browser.evaluate(SHOWN + ".length"));
    } finally {
      browser.call("Emulation.setScriptExecutionDisabled", "{\"value\": false}");
    }
  }

  @Test
  void stripsAndTilesArePrinted() throws IOException {
    browser.open(good(), "");
    browser.call("Emulation.setEmulatedMedia", "{\"media\": \"print\"}");
    String height = "document.querySelector('%s').getBoundingClientRect().height > 10";
    for (String part : List.of(".four .pic", ".tile .pic", ".card .pic")) {
      assertEquals("true", browser.evaluate(height.formatted(part)), part);
    }
    assertEquals("false", browser.evaluate(height.formatted(".filters")));
    browser.call("Emulation.setEmulatedMedia", "{\"media\": \"\"}");
  }

  @Test
  void everyWordHasContrast() throws IOException {
    List<Path> pages = new ArrayList<>(others("eyes"));
    pages.addAll(List.of(good(), page(Synthetic.watermarkReport().page(), "watermark")));
    for (Path file : pages) {
      for (String scheme : List.of("light", "dark")) {
        browser.open(file, "");
        PageChecks.unfold(browser);
        assertEquals("", PageChecks.faint(browser, scheme), file + " " + scheme);
      }
    }
    browser.evaluate("document.querySelector('h1').style.color = '#777'");
    assertTrue(PageChecks.faint(browser, "dark").startsWith("Does the model"), "the check works");
  }

  @Test
  void theAnswerIsOnTheFirstScreen() throws IOException {
    browser.open(good(), "");
    assertEquals(
        "true",
        browser.evaluate(
            "[...document.querySelectorAll('.alarms, .say, .bars .row')].slice(0, 4)"
                + ".every(e => e.getBoundingClientRect().bottom < 800)"));
  }

  @Test
  void narrowPagesDoNotScrollSideways() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(good(), hostile()));
    pages.add(page(Synthetic.watermarkReport().page(), "watermark"));
    pages.addAll(others("sixtylettersinonewordthatnobrowsermaybreakwithoutbeingtoldto"));
    for (Path file : pages) {
      browser.open(file, "#photo-00001");
      browser.screenshot(360, 800, true);
      assertEquals(
          "true",
          browser.evaluate("document.documentElement.scrollWidth <= 360"),
          () -> "scrolls: " + file);
      PageChecks.unfold(browser);
      assertEquals(
          "",
          browser.evaluate(
              "[...document.querySelectorAll('caption span')].filter(s =>"
                  + " s.getBoundingClientRect().right"
                  + " > s.closest('.scroll').getBoundingClientRect().right + 1)"
                  + ".map(s => s.textContent).join('|')"),
          () -> "captions that are cut: " + file);
      browser.screenshot(1200, 800, false);
    }
  }
}
