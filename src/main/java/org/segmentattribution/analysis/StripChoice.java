package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chooses the photographs that stand for a class: at most four, none twice.
 *
 * <p>Where one segment stands out: the two whose share of it is nearest the median, the one with
 * the largest share on the usual side, and the one that contradicts most: of the other sign, or, if
 * there is none, with the segment in the last place. Where nothing stands out: one for each of the
 * segments that are first most often, in which it is first and has its usual sign, with the share
 * nearest the median. Photographs with one segment alone are used only where there are no others.
 */
public final class StripChoice {
  /** Largest number of photographs. */
  static final int MOST = 4;

  private static final Comparator<Standing> LARGEST =
      Comparator.comparingDouble((Standing s) -> -Math.abs(s.share()))
          .thenComparingInt(Standing::table);

  private static final Comparator<Standing> SMALLEST =
      Comparator.comparingDouble((Standing s) -> Math.abs(s.share()))
          .thenComparingInt(Standing::table);

  private final List<Chosen> chosen = new ArrayList<>();
  private final Set<Integer> used = new HashSet<>();

  private StripChoice() {}

  /** A segment with all its standings in a class. */
  record Candidate(String segment, List<Standing> standings) {}

  /** A chosen photograph, by the number of its table. */
  public record Chosen(int table, String segment, String caption, int sign) {}

  /** Chooses where one segment stands out. */
  static List<Chosen> of(Candidate winner) {
    StripChoice choice = new StripChoice();
    choice.winner(winner);
    return choice.chosen;
  }

  /** Chooses where nothing stands out; the segments that are first most often come first. */
  static List<Chosen> of(List<Candidate> firsts) {
    StripChoice choice = new StripChoice();
    for (Candidate candidate : firsts) {
      choice.firstOf(candidate);
    }
    return choice.chosen;
  }

  private void winner(Candidate winner) {
    List<Standing> all = compared(winner.standings);
    int usual = usual(all);
    Comparator<Standing> typical = nearest(median(all));
    boolean twice = all.size() > 2;
    take(all, s -> true, typical, winner.segment, "typical");
    if (twice) {
      take(all, s -> true, typical, winner.segment, "typical");
    }
    boolean strongest = take(all, s -> s.sign() == usual, LARGEST, winner.segment, "strongest");
    boolean against =
        take(all, s -> s.sign() == -usual && usual != 0, LARGEST, winner.segment, "contradicts")
            || take(all, Standing::last, SMALLEST, winner.segment, "contradicts");
    if (strongest && !against) {
      // one more in the middle stands before the strongest
      take(all, s -> true, typical, winner.segment, "typical");
      if (chosen.size() == MOST) {
        Collections.swap(chosen, MOST - 2, MOST - 1);
      }
    }
  }

  private void firstOf(Candidate candidate) {
    if (chosen.size() == MOST) {
      return;
    }
    List<Standing> first = candidate.standings.stream().filter(Standing::first).toList();
    List<Standing> all = first.isEmpty() ? compared(candidate.standings) : first;
    int usual = usual(all);
    List<Standing> same = all.stream().filter(s -> s.sign() == usual).toList();
    List<Standing> shown = same.isEmpty() ? all : same;
    take(shown, s -> true, nearest(median(shown)), candidate.segment, candidate.segment);
  }

  private boolean take(
      List<Standing> from,
      Predicate<Standing> which,
      Comparator<Standing> best,
      String segment,
      String caption) {
    return from.stream()
        .filter(which)
        .filter(s -> !used.contains(s.table()))
        .min(best)
        .map(
            s -> {
              used.add(s.table());
              return chosen.add(new Chosen(s.table(), segment, caption, s.sign()));
            })
        .orElse(false);
  }

  private static List<Standing> compared(List<Standing> all) {
    List<Standing> several = all.stream().filter(s -> s.of() > 1).toList();
    return several.isEmpty() ? all : several;
  }

  /** Returns the sign of most; of equally many that with the larger shares. */
  private static int usual(List<Standing> all) {
    int signs = all.stream().mapToInt(Standing::sign).sum();
    double shares = all.stream().mapToDouble(Standing::share).sum();
    return (int) Math.signum(signs != 0 ? signs : shares);
  }

  private static double median(List<Standing> all) {
    double[] sorted = all.stream().mapToDouble(Standing::share).sorted().toArray();
    return sorted.length == 0
        ? 0
        : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static Comparator<Standing> nearest(double share) {
    return Comparator.comparingDouble((Standing s) -> Math.abs(s.share() - share))
        .thenComparingInt(Standing::table);
  }
}
