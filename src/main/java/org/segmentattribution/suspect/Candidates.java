package org.segmentattribution.suspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes of a tree of found regions and random places that may be suspects. */
final class Candidates {
  /** Suspects that are kept. */
  private static final int KEPT = 16;

  /** A cluster whose regions random places explain by half and more is none. */
  private static final double CHANCE = 0.5;

  private final SearchedRun run;
  private final List<StrongRegion> regions;
  private final int found;
  private final WardTree tree;
  private final Likeness likeness;
  private final Stability stability;

  /**
   * A node that may be a suspect.
   *
   * @param node of the tree
   * @param kind its found regions without the border, as numbers
   * @param strength of these regions
   */
  record Candidate(WardTree.Node node, int[] kind, Suspect.Strength strength) {
    private boolean overlaps(Candidate other) {
      return node.from() < other.node.to() && other.node.from() < node.to();
    }
  }

  /**
   * Builds the tree.
   *
   * @param run what candidates are compared with
   * @param regions found ones, then random ones
   * @param found number of found ones
   * @param distances of all regions
   * @param seed which images are in which half
   */
  Candidates(
      SearchedRun run, List<StrongRegion> regions, int found, Distances distances, long seed) {
    this.run = run;
    this.regions = regions;
    this.found = found;
    tree = WardTree.of(distances);
    likeness = Likeness.of(distances, found);
    stability = Stability.of(regions.stream().map(StrongRegion::image).toList(), distances, seed);
  }

  /**
   * Returns candidates that share no region, the one with the highest score first.
   *
   * @param least smallest number of found regions
   */
  List<Candidate> best(int least) {
    List<Candidate> all = new ArrayList<>();
    for (WardTree.Node node : tree.nodes()) {
      int[] inside = tree.members(node);
      int[] members = Arrays.stream(inside).filter(i -> i < found).toArray();
      if (members.length >= least) {
        double beyond = likeness.beyondChance(members.length, inside.length - members.length);
        if (beyond >= CHANCE) {
          all.add(candidate(node, members, beyond, least));
        }
      }
    }
    all.sort(Comparator.comparingDouble(of -> -of.strength.score()));
    List<Candidate> best = new ArrayList<>();
    for (Candidate of : all) {
      if (best.size() < KEPT && best.stream().noneMatch(of::overlaps)) {
        best.add(of);
      }
    }
    return best;
  }

  private Candidate candidate(WardTree.Node node, int[] members, double beyond, int least) {
    boolean[] inside = new boolean[regions.size()];
    IntStream.of(tree.members(node)).forEach(i -> inside[i] = true);
    double[] silhouettes = likeness.silhouettes(members);
    Alikeness alike =
        new Alikeness(
            Math.max(0, Arrays.stream(silhouettes).average().orElse(0)),
            beyond,
            likeness.separation(inside),
            stability.of(inside, found));
    int[] kind = likeness.kind(members, silhouettes);
    // no more than a surrounding: all of it is shown
    int[] shown = kind.length < least ? members : kind;
    return new Candidate(
        node, shown, run.strength(IntStream.of(shown).mapToObj(regions::get).toList(), alike));
  }
}
