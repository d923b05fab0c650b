package org.segmentattribution.report.svg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.segmentattribution.file.ReplacedFile;

/**
 * Writes a figure as PDF (vectors, and text that can be searched and copied) or as PNG. The same
 * figure gives the same bytes, and no font has to be installed for Latin, Greek and Cyrillic text.
 */
public final class FigureExport {
  private FigureExport() {}

  /**
   * Writes the file whole or not at all.
   *
   * @param svg a figure of this package
   * @param file ends in {@code .pdf} or {@code .png}; its folder must be there
   * @param dpi pixels an inch of a PNG, 36 to 2400; a figure is 170 mm wide, so 300 gives about
   *     2000 pixels
   * @throws IllegalArgumentException where the ending or {@code dpi} is another
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
