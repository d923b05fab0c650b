package org.segmentattribution.report.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.segmentattribution.file.ReplacedFile;

/** Turns a page into one HTML file that needs nothing else: no network, scripts or style sheets. */
public final class HtmlReport {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private HtmlReport() {}

  /**
   * Returns the page as HTML; all text is escaped, and only SVG made by this program is put in
   * unchanged.
   */
  public static String render(ReportPage page) {
    StringOutput out = new StringOutput();
    TEMPLATES.render("report/page.jte", page, out);
    return out.toString();
  }

  /**
   * Writes the page. The file is always complete: either the old page or the new one.
   *
   * @throws IOException where the file cannot be written
   */
  public static void write(ReportPage page, Path file) throws IOException {
    // half a surrogate pair in a name becomes a question mark and is no error
    byte[] html = render(page).getBytes(StandardCharsets.UTF_8);
    ReplacedFile.write(file, part -> Files.write(part, html));
  }
}
