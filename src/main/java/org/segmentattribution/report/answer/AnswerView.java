package org.segmentattribution.report.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.SegmentColours;

/**
 * The first screen of a page: a strip a class.
 *
 * @param strips in the order of the classes; empty where no segment was found
 * @param more number of classes that have no strip
 * @param colours of the segments' names
 */
public record AnswerView(List<ClassStrip> strips, int more, SegmentColours colours) {
  /** Largest number of strips. */
  private static final int STRIPS = 10;

  /** The ends of the axis are multiples of this share. */
  private static final double STEP = 0.2;

  /**
   * Makes the strips.
   *
   * @param answers facts, one a class
   * @param sentences what was found, one for each answer
   */
  public static AnswerView of(List<ClassAnswer> answers, List<Sentence> sentences) {
    List<ClassAnswer> shown = answers.subList(0, Math.min(STRIPS, answers.size()));
    double largest =
        shown.stream()
            .flatMap(a -> ClassStrip.drawn(a).stream())
            .flatMapToDouble(
                s ->
                    DoubleStream.of(
                        s.shares().forClass(),
                        s.shares().againstClass(),
                        Math.abs(s.shares().balance().low()),
                        Math.abs(s.shares().balance().high())))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    double scale = Math.max(1, Math.ceil(Math.min(1, largest) / STEP - 1e-9)) * STEP;
    List<ClassStrip> strips = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      strips.add(new ClassStrip(i + 1, shown.get(i), sentences.get(i), scale));
    }
    return new AnswerView(
        List.copyOf(strips),
        answers.size() - shown.size(),
        SegmentColours.of(photographs(answers)));
  }

  /** Counts the photographs of each name, over all classes. */
  private static Map<String, Integer> photographs(List<ClassAnswer> answers) {
    Map<String, Integer> photographs = new HashMap<>();
    for (ClassAnswer answer : answers) {
      answer.segments().forEach(s -> photographs.merge(s.segment(), s.photographs(), Integer::sum));
    }
    return photographs;
  }

  /** Returns whether the method tells what speaks for a class from what speaks against it. */
  public boolean signed() {
    return strips.stream().anyMatch(strip -> strip.answer().signed());
  }

  /** Returns the number of classes; 0 where all photographs are together. */
  public int classes() {
    int single = (int) strips.stream().filter(s -> !s.answer().className().isEmpty()).count();
    return single == 0 ? 0 : single + more;
  }

  /** Returns whether any accuracy is known. */
  public boolean labelled() {
    return strips.stream().anyMatch(strip -> !strip.accuracy().isEmpty());
  }

  /** Returns the share at the ends of the axis. */
  public String end() {
    return NumberText.share(strips.isEmpty() ? 1 : strips.get(0).scale());
  }
}
