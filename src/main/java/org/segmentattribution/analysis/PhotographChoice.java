package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Largest number of classes with a strip of their own: those with most photographs. */
  static final int STRIPS = 10;

  private final String method;
  private final boolean signed;
  private final ClassFirsts firsts;
  private final List<Strip> strips = new ArrayList<>();
  private final List<ImageTable> tables = new ArrayList<>();

  private PhotographChoice(String method, boolean signed, ClassFirsts firsts) {
    this.method = method;
    this.signed = signed;
    this.firsts = firsts;
  }

  /**
   * The photographs that stand for a class.
   *
   * @param className the class; empty for all together
   * @param picks chosen photographs, by the numbers of their tables
   */
  public record Strip(String className, List<StripChoice.Chosen> picks) {}

  /** Chooses photographs of a run. */
  public static PhotographChoice of(RunTables tables) {
    List<String> methods = tables.store().methods();
    ClassFirsts firsts = new ClassFirsts();
    if (methods.isEmpty()) {
      return new PhotographChoice("", false, firsts);
    }
    String method = methods.get(0);
    tables.forEachTable(method, firsts::add);
    PhotographChoice choice =
        new PhotographChoice(method, tables.store().signedMethods().contains(method), firsts);
    choice.choose(tables);
    return choice;
  }

  private void choose(RunTables tables) {
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    firsts.classes(STRIPS).forEach(name -> wanted.put(name, firsts.leaders(name)));
    StandingsByClass standings = new StandingsByClass(wanted, firsts.tables() > ALL);
    tables.forEachTable(method, standings::add);
    wanted.forEach((name, leaders) -> strips.add(new Strip(name, strip(standings, name, leaders))));
    BitSet chosen = new BitSet();
    if (firsts.tables() <= ALL) {
      chosen.set(0, firsts.tables());
    } else {
      strips.forEach(strip -> strip.picks.forEach(pick -> chosen.set(pick.table())));
      standings.extremes(chosen, SOME);
    }
    tables.forTables(method, chosen::get, this.tables::add);
  }

  private List<StripChoice.Chosen> strip(
      StandingsByClass standings, String className, List<String> leaders) {
    List<StripChoice.Candidate> candidates =
        leaders.stream()
            .map(name -> new StripChoice.Candidate(name, standings.of(className, name)))
            .toList();
    return candidates.size() == 1 ? StripChoice.of(candidates.get(0)) : StripChoice.of(candidates);
  }

  /** Returns the method of all tables; empty where there are none. */
  public String method() {
    return method;
  }

  /** Returns whether the method has negative values. */
  public boolean signed() {
    return signed;
  }

  /** Returns the number of tables of the method. */
  public int count() {
    return firsts.tables();
  }

  /** Returns all names of segments, those in most tables first. */
  public List<String> segments() {
    return firsts.segments();
  }

  /** Returns the chosen tables, in the order of the rows. */
  public List<ImageTable> tables() {
    return tables;
  }

  /** Returns the strip of each class, and of all together. */
  public List<Strip> strips() {
    return strips;
  }
}
