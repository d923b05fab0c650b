package org.segmentattribution.suspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Nodes of a tree of found regions and random places that may be suspects.
 *
 * @param run what they are compared with
 * @param regions found ones, then random ones
 * @param found number of found ones
 * @param distances of all regions
 * @param least smallest number of found regions
 * @param seed which images are in which half
 */
record Candidates(
    SearchedRun run,
    List<StrongRegion> regions,
    int found,
    Distances distances,
    int least,
    long seed) {
  /** Suspects that are kept. */
  private static final int KEPT = 16;

  /** A cluster whose regions random places explain by half and more is none. */
  private static final double CHANCE = 0.5;

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

  /** Returns candidates that share no region, the one with the highest score first. */
  List<Candidate> best() {
    WardTree tree = WardTree.of(distances);
    Likeness likeness = Likeness.of(distances, found);
    Stability stability =
        Stability.of(regions.stream().map(StrongRegion::image).toList(), distances, seed);
    List<Candidate> all = new ArrayList<>();
    for (WardTree.Node node : tree.nodes()) {
      int[] inside = tree.members(node);
      int[] members = Arrays.stream(inside).filter(i -> i < found).toArray();
      double beyond =
          members.length < least
              ? 0
              : likeness.beyondChance(members.length, inside.length - members.length);
      if (beyond >= CHANCE) {
        boolean[] within = new boolean[regions.size()];
        IntStream.of(inside).forEach(i -> within[i] = true);
        double[] silhouettes = likeness.silhouettes(members);
        int[] kind = likeness.kind(members, silhouettes);
        Alikeness alike =
            new Alikeness(
                Math.max(0, Arrays.stream(silhouettes).average().orElse(0)),
                beyond,
                likeness.separation(within),
                stability.of(within, found));
        // no more than a surrounding: all of it is shown
        int[] shown = kind.length < least ? members : kind;
        List<StrongRegion> of = IntStream.of(shown).mapToObj(regions::get).toList();
        all.add(new Candidate(node, shown, run.strength(of, alike)));
      }
    }
    all.sort(Comparator.comparingDouble(of -> -of.strength().score()));
    List<Candidate> best = new ArrayList<>();
    for (Candidate of : all) {
      if (best.size() < KEPT && best.stream().noneMatch(of::overlaps)) {
        best.add(of);
      }
    }
    return best;
  }
}
