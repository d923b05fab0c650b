package org.segmentattribution.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Guesses which known word was meant. */
final class Spelling {
  /** What other programs call the keys of a declaration. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "crop_pct", "crop_fraction",
          "crop_mode", "crop",
          "resample", "interpolation",
          "crop_size", "size",
          "input_size", "size",
          "resize_size", "resize",
          "shortest_edge", "resize",
          "image_mean", "mean",
          "image_std", "std");

  private Spelling() {}

  /** Returns a question with the word that was meant, to be appended; empty without one. */
  static String hint(String given, Collection<String> known) {
    String word = given.strip().toLowerCase(Locale.ROOT);
    String meant = ELSEWHERE.getOrDefault(word, "");
    int least = known.contains(meant) ? 0 : Math.max(1, word.length() / 3) + 1;
    for (String other : known) {
      int distance = distance(word, other.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        meant = other;
      }
    }
    return known.contains(meant) ? "; did you mean \"" + meant + "\"?" : "";
  }

  /** Returns how many letters must be replaced, added or taken away. */
  private static int distance(String a, String b) {
    if (a.length() > 2 * b.length() + 2) {
      return a.length();
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
