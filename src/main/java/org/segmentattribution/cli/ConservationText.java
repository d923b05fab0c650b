package org.segmentattribution.cli;

import java.util.Locale;
import org.segmentattribution.saliency.Conservation;

/** Shows where the relevance of one image went, a line for each part. */
final class ConservationText {
  private ConservationText() {}

  static String of(Conservation parts) {
    return "relevance of "
        + number(parts.start()).strip()
        + "\n"
        + line("input", parts.input(), parts)
        + line("biases", parts.biases(), parts)
        + line("normalisations", parts.normalisations(), parts)
        + line("positions", parts.positions(), parts)
        + line("missing", parts.missing(), parts);
  }

  private static String line(String name, float part, Conservation parts) {
    String share =
        parts.start() == 0
            ? ""
            : String.format(Locale.ROOT, "  %7.1f %%", 100 * part / parts.start());
    return String.format(Locale.ROOT, "  %-15s", name) + number(part) + share + "\n";
  }

  private static String number(float value) {
    return String.format(Locale.ROOT, "%12.5f", value);
  }
}
