package org.segmentattribution.report.svg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.segmentattribution.file.ReplacedFile;

/**
 * Writes a figure as PDF (vectors, and text that can be searched and copied) or as PNG. Equal
 * figures give equal bytes, and Latin, Greek and Cyrillic text needs no installed font.
 */
public final class FigureExport {
  private FigureExport() {}

  /**
   * Writes the file completely or not at all.
   *
   * @param svg a figure of this package
   * @param file ends in {@code .pdf} or {@code .png}; its folder must exist
   * @param dpi resolution of a PNG in pixels per inch, 36 to 2400; a figure is 170 mm wide, so 300
   *     gives about 2000 pixels
   * @throws IllegalArgumentException if the ending or {@code dpi} is not allowed
   */
  public static void write(String svg, Path file, int dpi) throws IOException {
    if (dpi < 36 || dpi > 2400) {
      throw new IllegalArgumentException(dpi + " dpi is not between 36 and 2400");
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".pdf")) {
      byte[] pdf = FigurePdf.of(svg);
      ReplacedFile.write(file, f -> Files.write(f, pdf));
    } else if (name.endsWith(".png")) {
      byte[] png = FigurePng.of(FigurePdf.of(svg), dpi);
      ReplacedFile.write(file, f -> Files.write(f, png));
    } else {
      throw new IllegalArgumentException("a figure is written as .pdf or .png, not as " + name);
    }
  }
}
