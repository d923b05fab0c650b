package org.segmentattribution.command.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.report.page.Browser;

/** The page in a real browser, by keyboard; skipped where none is installed. */
class ViewBrowserTest {
  @TempDir static Path folder;
  private static Browser browser;
  private static ViewServer server;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no chromium on the PATH: the page of view was not opened");
    Path images = TestCalls.draw(folder.resolve("images"), "test", 3);
    server = ViewedCalls.serve(null, ViewedCalls.explained(images, folder.resolve("run")));
    browser = Browser.start(program.get(), folder.resolve("profile"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
      server.close();
    }
  }

  /** Waits until something holds in the page. */
  private static void await(String condition) throws IOException {
    for (int i = 0; i < 200; i++) {
      if (browser.evaluate("String(" + condition + ")").equals("true")) {
        return;
      }
      browser.evaluate("new Promise(done => setTimeout(done, 50))");
    }
    throw new AssertionError(condition + ": " + browser.evaluate("document.body.innerText"));
  }

  private static void openPage() throws IOException {
    browser.visit(server.address().toString());
    // pictures come first, each with the outline of its first segment
    await("document.querySelectorAll('.tile img.line').length === 6");
    await("[...document.images].every(img => img.complete && img.naturalWidth > 0)");
  }

  private static String focused() throws IOException {
    return browser.evaluate("document.activeElement.dataset.no || document.activeElement.id");
  }

  @Test
  void photographsAreFoundOpenedAndClosedByKeyboard() throws IOException {
    openPage();
    assertEquals("all 6 photographs", browser.evaluate("document.getElementById('count').value"));
    browser.evaluate("document.querySelector('.tile a').focus()");
    browser.press("ArrowRight", 39, "");
    browser.press("ArrowRight", 39, "");
    assertEquals("2", focused());
    browser.press("Home", 36, "");
    browser.press("End", 35, "");
    assertEquals("5", focused());
    browser.press("ArrowLeft", 37, "");
    browser.press("Enter", 13, "\r");
    await("document.getElementById('card').open");
    assertEquals("2.png", browser.evaluate("document.getElementById('card-name').textContent"));
    assertEquals("4", browser.evaluate("document.querySelectorAll('.card tbody tr').length"));
    await("document.querySelectorAll('.card img').length === 4");
    browser.press("ArrowRight", 39, "");
    await("document.getElementById('card-name').textContent === '3.png'");
    browser.press("Escape", 27, "");
    await("!document.getElementById('card').open");
    assertEquals("5", focused(), "the focus returns to the photograph that was open");
    assertEquals(List.of(), browser.complaints(url -> url.startsWith("http://127.0.0.1:")));
  }

  @Test
  void theMapOfPixelsTakesThePlaceOfTheSegments() throws IOException {
    openPage();
    browser.evaluate("document.querySelector('.tile a').click()");
    await("document.querySelectorAll('.card img').length === 4");
    String words = "document.querySelectorAll('.card figcaption')[1].textContent";
    assertTrue(browser.evaluate(words).startsWith("Each segment filled by its share"));
    browser.press("m", 77, "m");
    await("document.querySelector('.card .mapped img.map')?.naturalWidth === 64");
    assertTrue(browser.evaluate(words).startsWith("Attribution of each pixel"));
    assertEquals("true", browser.evaluate("document.querySelector('.pixels').ariaPressed"));
    browser.evaluate("document.querySelector('.pixels').click()");
    await("!document.querySelector('.card .mapped')");
    assertTrue(browser.evaluate(words).startsWith("Each segment filled by its share"));
    assertEquals(List.of(), browser.complaints(url -> url.startsWith("http://127.0.0.1:")));
  }

  @Test
  void aFilterShowsItsPhotographsAndCounts() throws IOException {
    openPage();
    browser.evaluate("document.getElementById('label-1').click()");
    await("document.getElementById('count').value === '3 of 6 photographs'");
    assertEquals("3", browser.evaluate("document.querySelectorAll('.tile').length"));
    browser.evaluate("document.getElementById('text').focus()");
    browser.type("2.png");
    await("document.getElementById('count').value === '1 of 6 photographs'");
    browser.type("no such photograph");
    await("document.getElementById('count').value === '0 of 6 photographs'");
    await("!document.getElementById('none').hidden");
    browser.evaluate("document.getElementById('again').click()");
    await("document.getElementById('count').value === 'all 6 photographs'");
    await("document.getElementById('none').hidden");
  }

  @Test
  void nothingScrollsSidewaysAndTheAddressHasNoToken() throws IOException {
    openPage();
    for (int width : new int[] {360, 420, 1280}) {
      browser.screenshot(width, 800, width == 420);
      String wide = "document.documentElement.scrollWidth <= " + width;
      await(wide);
    }
    browser.screenshot(360, 800, true);
    browser.evaluate("document.querySelector('.tile a').click()");
    await("document.querySelectorAll('.card img').length === 4");
    String card = "document.getElementById('card')";
    await(card + ".scrollWidth <= " + card + ".clientWidth");
    assertEquals("", browser.evaluate("location.search"));
    assertEquals("", browser.evaluate("document.cookie"), "scripts cannot read the cookie");
    assertTrue(
        browser
            .evaluate("document.querySelector('.tile a').textContent")
            .contains("labelled horse"));
  }
}
