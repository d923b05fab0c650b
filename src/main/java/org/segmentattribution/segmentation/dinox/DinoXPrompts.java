package org.segmentattribution.segmentation.dinox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;

/**
 * The names that DINO-X is asked for; decides which of them an answer means.
 *
 * @param prompts normalised; none = the names that the model gives
 * @param universal whether the model uses its own categories, of which the prompts choose some
 */
record DinoXPrompts(List<Prompt> prompts, boolean universal) {
  private static final int LONGEST = 4096;
  private static final int SHORTEST_PIECE = 3;
  private static final Pattern FORBIDDEN = Pattern.compile("[.<>\\p{C}]");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern PLURAL = Pattern.compile("(?<=(s|x|z|ch|sh))es $|(?<=[^s])s $");

  /**
   * Normalises prompts and checks that they can be joined to one text, where they are sent.
   *
   * @throws WrongInput in one line that names the prompt
   */
  static List<Prompt> normalised(List<Prompt> prompts, boolean universal) {
    List<Prompt> checked = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Prompt prompt : prompts) {
      String name = SegmentNames.normalise(prompt.name());
      require(!name.isEmpty(), "prompt " + (checked.size() + 1) + " is empty");
      require(
          universal || !FORBIDDEN.matcher(name).find(),
          "prompt '%s' has a full stop, <, > or a control character: use a short noun"
              .formatted(FORBIDDEN.matcher(name).replaceAll("?")));
      require(names.add(name), "prompt '" + name + "' is there twice");
      checked.add(new Prompt(name, prompt.classes(), prompt.threshold(), prompt.largest()));
    }
    int length = text(checked).length();
    require(
        universal || length <= LONGEST,
        "prompts of " + length + " characters together; " + LONGEST + " at most");
    return List.copyOf(checked);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new WrongInput("DINO-X: " + message);
    }
  }

  /** Returns all names in one text, as a request takes them. */
  String text() {
    return text(prompts);
  }

  private static String text(List<Prompt> prompts) {
    return String.join(".", prompts.stream().map(Prompt::name).toList());
  }

  /**
   * Returns the names of the prompts that a category means. Of the model's own categories, each is
   * a name where there are no prompts; otherwise those prompts that have it as a name or class.
   *
   * <p>Of a category that answers the prompts, one at most: the equal name; or else the only one
   * with the same words, also in singular or plural; or else the only one that contains the
   * category's words or is contained in them; or else the only one of which the category is a part.
   */
  List<String> match(String category) {
    String name = SegmentNames.normalise(category);
    if (prompts.isEmpty()) {
      return name.isEmpty() ? List.of() : List.of(name);
    }
    if (universal) {
      return prompts.stream()
          .filter(
              prompt -> prompt.names().stream().map(SegmentNames::normalise).anyMatch(name::equals))
          .map(Prompt::name)
          .toList();
    }
    if (prompts.stream().anyMatch(prompt -> prompt.name().equals(name))) {
      return List.of(name);
    }
    String words = words(name);
    List<Predicate<String>> tests =
        List.of(
            words::equals,
            prompt -> singular(prompt).equals(singular(words)),
            prompt -> prompt.contains(words) || words.contains(prompt),
            prompt -> isPiece(words.strip(), prompt));
    return words.isBlank()
        ? List.of()
        : tests.stream()
            .map(this::fitting)
            .filter(found -> found.size() == 1)
            .findFirst()
            .orElse(List.of());
  }

  /** Tells whether a text is a part of a prompt, and not the other way round: a bear is no ear. */
  private static boolean isPiece(String text, String prompt) {
    return text.length() >= SHORTEST_PIECE && prompt.contains(text);
  }

  private List<String> fitting(Predicate<String> test) {
    return prompts.stream()
        .map(Prompt::name)
        .filter(name -> !words(name).isBlank() && test.test(words(name)))
        .toList();
  }

  /** Returns the words with one blank before and after each, so that only whole words match. */
  private static String words(String name) {
    return BETWEEN_WORDS.matcher(" " + name + " ").replaceAll(" ");
  }

  private static String singular(String words) {
    return PLURAL.matcher(words).replaceFirst(" ");
  }
}
