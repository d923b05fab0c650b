package org.segmentattribution.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Guesses which known word was meant, for the messages about wrong input. */
public final class Spelling {
  /** Number of letters from which the beginning of a word is enough. */
  private static final int BEGINNING = 3;

  /** Names of a folder that are compared; a folder of a data set may hold millions. */
  private static final int MOST_FILES = 5_000;

  private Spelling() {}

  /**
   * Returns a question with the word that was meant, such as {@code ; did you mean "grad-cam"?}, to
   * be appended to a message; empty where no known word is near.
   */
  public static String hint(String given, Collection<String> known) {
    return hint(given, known, Map.of());
  }

  /**
   * Does the same where other programs have other words.
   *
   * @param elsewhere known words by the word that other programs use, in lower case
   */
  public static String hint(String given, Collection<String> known, Map<String, String> elsewhere) {
    String synonym = elsewhere.get(given.strip().toLowerCase(Locale.ROOT));
    return (synonym != null && known.contains(synonym)
            ? Optional.of(synonym)
            : nearest(given, known))
        .map(Spelling::question)
        .orElse("");
  }

  /**
   * Returns a question with the file or folder that was meant, for a path that does not exist: the
   * first part of it that is not there is compared with what its folder holds.
   */
  public static String hint(Path missing) {
    Path part = missing;
    while (part.getParent() != null && !Files.exists(part.getParent())) {
      part = part.getParent();
    }
    Path name = part.getFileName();
    if (name == null || Files.exists(part)) {
      return "";
    }
    Path folder = part.getParent() == null ? Path.of("") : part.getParent();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .limit(MOST_FILES)
              .map(file -> file.getFileName().toString())
              .filter(other -> !other.startsWith("."))
              .sorted()
              .toList();
      Path at = part;
      return nearest(name.toString(), names)
          .map(other -> question(at.resolveSibling(other).toString()))
          .orElse("");
    } catch (IOException | UncheckedIOException e) {
      // a folder that cannot be listed holds no suggestion; the message is about the path
      return "";
    }
  }

  private static String question(String word) {
    return "; did you mean \"" + word + "\"?";
  }

  /**
   * Returns the known word that is nearest, unless all are far; a word that begins so counts as one
   * letter away, and among equals the one with fewer letters more, then the first.
   */
  private static Optional<String> nearest(String given, Collection<String> known) {
    String word = given.strip().toLowerCase(Locale.ROOT);
    int most = Math.max(1, word.length() / 3);
    record Near(String word, int steps, int letters) {}
    return known.stream()
        .filter(other -> !isOtherNumber(word, other.toLowerCase(Locale.ROOT)))
        .map(
            other -> {
              String low = other.toLowerCase(Locale.ROOT);
              boolean begun = word.length() >= BEGINNING && low.startsWith(word);
              int distance = begun ? low.length() - word.length() : distance(word, low);
              return new Near(other, begun ? Math.min(1, distance) : distance, distance);
            })
        .filter(near -> near.steps <= most)
        .min(Comparator.comparingInt(Near::steps).thenComparingInt(Near::letters))
        .map(Near::word);
  }

  /**
   * Returns whether words differ in the values of their digits alone: {@code n06} is no other way
   * to write {@code n05}, but {@code resnet18} may be meant by {@code resnet81}.
   */
  private static boolean isOtherNumber(String a, String b) {
    return a.replaceAll("\\d", "#").equals(b.replaceAll("\\d", "#"))
        && !Arrays.equals(a.chars().sorted().toArray(), b.chars().sorted().toArray());
  }

  /**
   * Returns how many letters must be replaced, added, taken away or exchanged with the next one
   * (the optimal string alignment distance).
   */
  private static int distance(String a, String b) {
    if (a.length() > 2 * b.length() + 2 || b.length() > 2 * a.length() + 2) {
      return Math.max(a.length(), b.length());
    }
    int[][] least = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        int replaced = least[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        least[i][j] = Math.min(replaced, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
        }
      }
    }
    return least[a.length()][b.length()];
  }
}
