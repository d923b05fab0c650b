package org.segmentattribution.api;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/** Normalises and orders the names of segments, wherever they come from. */
public final class SegmentNames {
  /** Orders names by Unicode code point; {@code String}'s own order differs beyond U+FFFF. */
  public static final Comparator<String> BY_CODE_POINT = SegmentNames::compareCodePoints;

  /**
   * Name of the row for the part of a picture that lies outside every named segment. A row of this
   * name without a rank is that row.
   */
  public static final String ELSEWHERE = "elsewhere";

  private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private SegmentNames() {}

  /**
   * {@return the name without outer blanks, with single spaces, in lower case and with composed
   * letters (Unicode's NFC)}
   *
   * @param name in any form
   */
  public static String normalise(String name) {
    return composed(BLANKS.matcher(name).replaceAll(" ").strip().toLowerCase(Locale.ROOT));
  }

  /**
   * {@return the name with composed letters (Unicode's NFC), otherwise unchanged}
   *
   * @param name in any form
   */
  public static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static int compareCodePoints(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        boolean surrogateA = Character.isSurrogate(a.charAt(i));
        boolean surrogateB = Character.isSurrogate(b.charAt(i));
        return surrogateA == surrogateB
            ? Character.compare(a.charAt(i), b.charAt(i))
            : Boolean.compare(surrogateA, surrogateB);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
