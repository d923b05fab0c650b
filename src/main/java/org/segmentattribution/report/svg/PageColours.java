package org.segmentattribution.report.svg;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets figures follow the colours of a page, light or dark. Files have plain colours, which every
 * viewer knows; in a page {@code fill="#1b2026"} becomes a variable with that value behind it.
 */
public final class PageColours {
  /** A tag: neither text nor values have these brackets, which a figure's writer escapes. */
  private static final Pattern TAG = Pattern.compile("<[^<>]*>");

  private static final Pattern COLOUR = Pattern.compile(" (fill|stroke)=\"(#[0-9a-f]{6})\"");

  private static final Map<String, String> VARIABLES = variables();

  private PageColours() {}

  /** Returns a figure of this program with variables in place of the colours of the palettes. */
  public static String of(String svg) {
    return TAG.matcher(svg)
        .replaceAll(
            tag ->
                Matcher.quoteReplacement(
                    COLOUR.matcher(tag.group()).replaceAll(PageColours::variable)));
  }

  private static String variable(MatchResult found) {
    String colour = found.group(2);
    String variable = VARIABLES.get(colour);
    String value = variable == null ? colour : "var(--" + variable + "," + colour + ")";
    return " " + found.group(1) + "=\"" + value + "\"";
  }

  private static Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    variables.put(Palette.INK, "ink");
    variables.put(Palette.MUTED, "soft");
    variables.put(Palette.RULE, "rule");
    variables.put(Palette.GRID, "grid");
    variables.put(Palette.PAPER, "paper");
    variables.put(Palette.FOR, "for");
    variables.put(Palette.AGAINST, "against");
    variables.put(Palette.FOR_FILL, "for-fill");
    variables.put(Palette.AGAINST_FILL, "against-fill");
    variables.put(Palette.WARN, "warn");
    SegmentColours.all().forEach(slot -> variables.put(slot.light(), slot.variable()));
    return Map.copyOf(variables);
  }
}
