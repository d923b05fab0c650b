package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.ClassSentence;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.table.store.ImageTable;
import org.segmentattribution.table.store.RunTables;

/**
 * Chooses the photographs that a page shows, from the tables of the first method of a run: all of
 * them, or, of a large run, those of the strips and those in which a segment mattered most and
 * least. Holds a few numbers a table, of any number of tables.
 */
public final class PhotographChoice {
  /** Largest number of photographs of which all are shown. */
  public static final int ALL = 2000;

  /** Number of photographs shown of a larger run. */
  static final int SOME = 150;

  private final String method;
  private final List<ClassAnswer> answers;
  private final List<Strip> strips = new ArrayList<>();
  private final List<ImageTable> tables = new ArrayList<>();

  private PhotographChoice(String method, List<ClassAnswer> answers) {
    this.method = method;
    this.answers = answers;
  }

  /**
   * The photographs that show a class.
   *
   * @param className the class; empty for all together
   * @param picks chosen photographs, by the numbers of their tables
   */
  public record Strip(String className, List<StripChoice.Chosen> picks) {}

  /**
   * Chooses photographs of a run.
   *
   * @param answers what the tables of the first method say of each class, or of all together
   */
  public static PhotographChoice of(RunTables tables, List<ClassAnswer> answers) {
    List<String> methods = tables.store().methods();
    PhotographChoice choice =
        new PhotographChoice(methods.isEmpty() ? "" : methods.get(0), answers);
    if (choice.count() > 0) {
      choice.choose(tables);
    }
    return choice;
  }

  private void choose(RunTables tables) {
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    answers.forEach(answer -> wanted.put(answer.className(), leaders(answer)));
    PlacesByClass places = new PlacesByClass(wanted, count() > ALL);
    tables.forEachTable(method, places::add);
    wanted.forEach((name, leaders) -> strips.add(new Strip(name, strip(places, name, leaders))));
    BitSet chosen = new BitSet();
    if (count() <= ALL) {
      chosen.set(0, count());
    } else {
      strips.forEach(strip -> strip.picks.forEach(pick -> chosen.set(pick.table())));
      places.extremes(chosen, SOME);
    }
    tables.forTables(method, chosen::get, this.tables::add);
  }

  /**
   * Returns the segments that a strip shows: the one that the sentence names, or else those that
   * are first most often, at most four.
   */
  static List<String> leaders(ClassAnswer answer) {
    List<SegmentAnswer> segments = answer.segments();
    return ClassSentence.named(answer)
        .map(named -> List.of(named.segment()))
        .orElseGet(
            () ->
                segments.stream()
                    .filter(s -> s.firsts() > 0 || segments.get(0).firsts() == 0)
                    .limit(segments.get(0).firsts() == 0 ? 1 : StripChoice.MOST)
                    .map(SegmentAnswer::segment)
                    .toList());
  }

  private static List<StripChoice.Chosen> strip(
      PlacesByClass places, String className, List<String> leaders) {
    List<StripChoice.Candidate> candidates =
        leaders.stream()
            .map(name -> new StripChoice.Candidate(name, places.of(className, name)))
            .toList();
    return candidates.size() == 1 ? StripChoice.of(candidates.get(0)) : StripChoice.of(candidates);
  }

  /** Returns the method of all tables; empty where there are none. */
  public String method() {
    return method;
  }

  /** Returns whether the method has negative values. */
  public boolean signed() {
    return answers.stream().anyMatch(ClassAnswer::signed);
  }

  /** Returns the number of tables of the method. */
  public int count() {
    return answers.stream().mapToInt(ClassAnswer::photographs).sum();
  }

  /** Returns all names of segments, those in most tables first. */
  public List<String> segments() {
    Map<String, Integer> counts = new HashMap<>();
    answers.forEach(
        answer ->
            answer
                .segments()
                .forEach(s -> counts.merge(s.segment(), s.photographs(), Integer::sum)));
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Integer> e) -> -e.getValue())
                .thenComparing(Map.Entry::getKey, SegmentNames.BY_CODE_POINT))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the chosen tables, in the order of the rows. */
  public List<ImageTable> tables() {
    return tables;
  }

  /** Returns the strip of each class, or of all together. */
  public List<Strip> strips() {
    return strips;
  }
}
