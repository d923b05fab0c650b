package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chooses the photographs that show a class: at most four, none twice.
 *
 * <p>Where one segment is ahead of all others: the two whose share of it is nearest the median, the
 * one with the largest share on the usual side, and the one that contradicts most: of the other
 * sign, or, if there is none, with the segment in the last place. Where none is: one for each of
 * the segments that are first most often, in which it is first and has its usual sign, with the
 * share nearest the median. Photographs with one segment alone are used only where there are no
 * others.
 */
public final class StripChoice {
  /** Largest number of photographs. */
  static final int MOST = 4;

  private static final Comparator<PlaceInTable> LARGEST =
      Comparator.comparingDouble((PlaceInTable s) -> -Math.abs(s.share()))
          .thenComparingInt(PlaceInTable::table);

  private static final Comparator<PlaceInTable> SMALLEST =
      Comparator.comparingDouble((PlaceInTable s) -> Math.abs(s.share()))
          .thenComparingInt(PlaceInTable::table);

  private final List<Chosen> chosen = new ArrayList<>();
  private final Set<Integer> used = new HashSet<>();

  private StripChoice() {}

  /** A segment with all its places in a class. */
  record Candidate(String segment, List<PlaceInTable> places) {}

  /** A chosen photograph, by the number of its table. */
  public record Chosen(int table, String segment, String caption, int sign) {}

  /** Chooses where one segment is ahead of all others. */
  static List<Chosen> of(Candidate winner) {
    StripChoice choice = new StripChoice();
    choice.winner(winner);
    return choice.chosen;
  }

  /** Chooses where no segment is ahead; the segments that are first most often come first. */
  static List<Chosen> of(List<Candidate> firsts) {
    StripChoice choice = new StripChoice();
    for (Candidate candidate : firsts) {
      choice.firstOf(candidate);
    }
    return choice.chosen;
  }

  private void winner(Candidate winner) {
    List<PlaceInTable> all = compared(winner.places);
    int usual = usual(all);
    Comparator<PlaceInTable> typical = nearest(median(all));
    boolean twice = all.size() > 2;
    take(all, s -> true, typical, winner.segment, "typical");
    if (twice) {
      take(all, s -> true, typical, winner.segment, "typical");
    }
    boolean strongest = take(all, s -> s.sign() == usual, LARGEST, winner.segment, "strongest");
    boolean against =
        take(all, s -> s.sign() == -usual && usual != 0, LARGEST, winner.segment, "contradicts")
            || take(all, PlaceInTable::last, SMALLEST, winner.segment, "comes last");
    if (strongest && !against) {
      // one more typical photograph, before the strongest
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
    List<PlaceInTable> first = candidate.places.stream().filter(PlaceInTable::first).toList();
    List<PlaceInTable> all = first.isEmpty() ? compared(candidate.places) : first;
    int usual = usual(all);
    List<PlaceInTable> same = all.stream().filter(s -> s.sign() == usual).toList();
    List<PlaceInTable> shown = same.isEmpty() ? all : same;
    take(shown, s -> true, nearest(median(shown)), candidate.segment, candidate.segment);
  }

  private boolean take(
      List<PlaceInTable> from,
      Predicate<PlaceInTable> which,
      Comparator<PlaceInTable> best,
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

  private static List<PlaceInTable> compared(List<PlaceInTable> all) {
    List<PlaceInTable> several = all.stream().filter(s -> s.of() > 1).toList();
    return several.isEmpty() ? all : several;
  }

  /** Returns the sign of most; of equally many that with the larger shares. */
  private static int usual(List<PlaceInTable> all) {
    int signs = all.stream().mapToInt(PlaceInTable::sign).sum();
    double shares = all.stream().mapToDouble(PlaceInTable::share).sum();
    return (int) Math.signum(signs != 0 ? signs : shares);
  }

  private static double median(List<PlaceInTable> all) {
    double[] sorted = all.stream().mapToDouble(PlaceInTable::share).sorted().toArray();
    return sorted.length == 0
        ? 0
        : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static Comparator<PlaceInTable> nearest(double share) {
    return Comparator.comparingDouble((PlaceInTable s) -> Math.abs(s.share() - share))
        .thenComparingInt(PlaceInTable::table);
  }
}
