package org.segmentattribution.segmentation.dinox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;

/**
 * The names that DINO-X is asked for; decides which of them an answer means.
 *
 * @param names normalised; none = the names that the model gives
 */
record DinoXPrompts(List<String> names) {
  private static final int LONGEST = 4096;
  private static final int SHORTEST_PIECE = 3;
  private static final Pattern FORBIDDEN = Pattern.compile("[.<>\\p{C}]");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /**
   * Normalises names and checks that they can be joined to one text.
   *
   * @throws WrongInput in one line that names the prompt
   */
  static DinoXPrompts of(List<String> prompts) {
    List<String> names = new ArrayList<>();
    for (String prompt : prompts) {
      String name = SegmentNames.normalise(prompt);
      require(!name.isEmpty(), "prompt " + (names.size() + 1) + " is empty");
      require(
          !FORBIDDEN.matcher(name).find(),
          "prompt '%s' has a full stop, <, > or a control character: use a short noun"
              .formatted(FORBIDDEN.matcher(name).replaceAll("?")));
      require(!names.contains(name), "prompt '" + name + "' is there twice");
      names.add(name);
    }
    DinoXPrompts checked = new DinoXPrompts(List.copyOf(names));
    int length = checked.text().length();
    require(
        length <= LONGEST,
        "prompts of " + length + " characters together; " + LONGEST + " at most");
    return checked;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new WrongInput("DINO-X: " + message);
    }
  }

  /** Returns all names in one text, as a request takes them. */
  String text() {
    return String.join(".", names);
  }

  /** Returns whether the model itself names what it finds. */
  boolean isFree() {
    return names.isEmpty();
  }

  /**
   * Returns the prompt that a category means: the equal name; or else the only one that contains
   * the category's words or is contained in them; or else the only one of which the category is a
   * part.
   */
  Optional<String> match(String category) {
    String name = SegmentNames.normalise(category);
    if (isFree()) {
      return Optional.of(name).filter(given -> !given.isEmpty());
    }
    if (names.contains(name)) {
      return Optional.of(name);
    }
    String words = words(name);
    if (words.isBlank()) {
      return Optional.empty();
    }
    return only(prompt -> prompt.equals(words))
        .or(() -> only(prompt -> prompt.contains(words) || words.contains(prompt)))
        .or(() -> piece(words.strip()));
  }

  /** Finds a prompt of which the text is a part, and not the other way round: a bear is no ear. */
  private Optional<String> piece(String text) {
    return text.length() < SHORTEST_PIECE
        ? Optional.empty()
        : only(prompt -> prompt.contains(text));
  }

  private Optional<String> only(Predicate<String> test) {
    List<String> fitting =
        names.stream()
            .filter(name -> !words(name).isBlank())
            .filter(name -> test.test(words(name)))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  /** Returns the words with one blank before and after each, so that only whole words match. */
  private static String words(String name) {
    return BETWEEN_WORDS.matcher(" " + name + " ").replaceAll(" ");
  }
}
