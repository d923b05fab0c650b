package org.segmentattribution.report.page;

import java.io.IOException;

/** What every page must pass in a browser, in light and in dark colours. */
final class PageChecks {
  /** Returns words whose contrast with the paper behind them is below 4.5, with their contrast. */
  private static final String FAINT =
      """
      (() => {
        const channel = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
        const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
        const over = (top, under) => { const a = top.length > 3 ? top[3] : 1;
          return [0, 1, 2].map(i => a * top[i] + (1 - a) * under[i]); };
        const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
        const paper = e => { const layers = [];
          for (let n = e; n; n = n.parentElement) {
            const c = parse(getComputedStyle(n).backgroundColor);
            if (c.length > 2 && (c.length < 4 || c[3] > 0)) { layers.push(c); if (c.length < 4 || c[3] == 1) break; } }
          return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]); };
        const faint = new Set();
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let t; (t = walk.nextNode());) {
          const e = t.parentElement, s = getComputedStyle(e);
          if (!t.textContent.trim() || s.visibility == 'hidden' || e.closest('script,style,svg,title,.vh,.unseen')) continue;
          if (!e.getClientRects().length) continue;
          const under = paper(e), ink = over(parse(s.color), under);
          const [a, b] = [light(ink), light(under)].sort((x, y) => y - x);
          const ratio = (a + .05) / (b + .05);
          if (ratio < 4.5) faint.add(t.textContent.trim().slice(0, 30) + ' ' + ratio.toFixed(2));
        }
        return [...faint].join('|');
      })()
      """;

  private PageChecks() {}

  /** Opens all folds. */
  static void unfold(Browser browser) throws IOException {
    browser.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
  }

  /** Returns words that are too faint in the colours of a scheme; empty where none is. */
  static String faint(Browser browser, String scheme) throws IOException {
    browser.call(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]}");
    try {
      return browser.evaluate(FAINT);
    } finally {
      browser.call("Emulation.setEmulatedMedia", "{\"features\":[]}");
    }
  }
}
