package org.segmentattribution.report.answer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.segmentattribution.report.answer.ClassAnswer.Accuracy;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.PlaceText;
import org.segmentattribution.table.Signs;

/**
 * One class on the first screen: its sentence, and a bar a segment.
 *
 * @param number place among the strips of a page, from 1
 * @param answer the facts
 * @param sentence what was found, in words
 * @param scale share at the ends of the bars' axis, the same for all classes of a page
 */
public record ClassStrip(int number, ClassAnswer answer, Sentence sentence, double scale) {
  /** Largest number of bars; the tables have the rest. */
  private static final int BARS = 6;

  /** Segments in a smaller share of the photographs have no bar. */
  private static final double SELDOM = 0.1;

  private static final int NAMED = 4;

  /** Returns the id of its element, which sentences and lists link to. */
  public String id() {
    return "class-" + number;
  }

  /** Returns the class, or the words for all photographs. */
  public String subject() {
    return answer.question().subject();
  }

  /** Returns the segments that have a bar, most often first on top. */
  static List<SegmentAnswer> drawn(ClassAnswer answer) {
    return answer.segments().stream()
        .filter(s -> s.photographs() >= SELDOM * answer.photographs())
        .limit(BARS)
        .toList();
  }

  /** Returns the bars. */
  public List<DivergingBar> bars() {
    return drawn(answer).stream().map(s -> new DivergingBar(s, answer, scale)).toList();
  }

  /**
   * Says how much lies outside every segment; empty where the tables do not have it. It is no bar,
   * because the shares of the bars add up to 1 without it.
   */
  public String elsewhere() {
    SegmentAnswer outside = answer.elsewhere();
    return outside == null
        ? ""
        : "Outside every segment: %s, counted as one more segment."
            .formatted(
                NumberText.share(outside.shares().forClass() + outside.shares().againstClass()));
  }

  /** Names what has no bar; empty where every segment has one. */
  public String rest() {
    List<SegmentAnswer> drawn = drawn(answer);
    List<SegmentAnswer> rest = answer.segments().stream().filter(s -> !drawn.contains(s)).toList();
    if (rest.isEmpty()) {
      return "";
    }
    boolean seldom = rest.stream().allMatch(s -> s.photographs() < SELDOM * answer.photographs());
    String named =
        rest.stream().limit(NAMED).map(SegmentAnswer::label).collect(Collectors.joining(", "));
    String more = rest.size() > NAMED ? " and " + (rest.size() - NAMED) + " more" : "";
    return (seldom ? "In fewer than one in ten: " : "Not drawn: ") + named + more + ".";
  }

  /** Returns the segment that the sentence names; empty where nothing stands out. */
  public Optional<SegmentAnswer> first() {
    return ClassSentence.named(answer);
  }

  /** Returns whether the first segment speaks for the class (1), against it (-1), or neither. */
  public int sign() {
    Signs.Direction direction =
        answer.signed()
            ? first().map(s -> s.row().signs().direction()).orElse(Signs.Direction.NONE)
            : Signs.Direction.NONE;
    return direction == Signs.Direction.FOR ? 1 : direction == Signs.Direction.AGAINST ? -1 : 0;
  }

  /** Returns the first segment's name, or what there is instead, in a few words. */
  public String brief() {
    return switch (ClassSentence.form(answer)) {
      case MOSTLY, MORE -> PlaceText.label(first().orElseThrow().segment());
      case NOTHING -> "nothing stands out";
      case FEW, FEW_COMPARED -> "too few to say";
      case ONE_SEGMENT, NEVER_TOGETHER -> "nothing to compare";
      case ALL_ZERO -> "no attribution";
      case NO_SEGMENT -> "no segment";
    };
  }

  /** Returns the accuracy in words; empty where it is not known. */
  public String accuracy() {
    Accuracy a = answer.accuracy();
    return a.of() == 0
        ? ""
        : "right in %s of %s".formatted(NumberText.count(a.right()), NumberText.count(a.of()));
  }

  /** Returns the length of the bar of accuracy, such as {@code 70%}. */
  public String right() {
    return percent((double) answer.accuracy().right() / answer.accuracy().of());
  }

  /** Returns where the mark of chance is; empty where chance is not known. */
  public String chance() {
    return answer.accuracy().chance() > 0 ? percent(answer.accuracy().chance()) : "";
  }

  private static String percent(double share) {
    return NumberText.fixed(100 * share, 2) + "%";
  }
}
