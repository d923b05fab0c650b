package org.segmentattribution.suspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for regions that are alike, and ranks what it finds. A mark that is the same in many images
 * lies apart from random places of these images and from all other regions; grass under which
 * attribution is spread does not, however much of it there is.
 *
 * @param images all images that were searched
 * @param least smallest number of regions of a suspect
 * @param seed which images are in which half
 */
public record Suspects(List<SearchedImage> images, int least, long seed) {
  /** Found regions that are compared with each other; of more, so many are drawn. */
  private static final int MOST = 2500;

  /** Returns the suspects, the one with the highest score first. */
  public List<Suspect> ranked() {
    List<StrongRegion> found = images.stream().flatMap(of -> of.regions().stream()).toList();
    if (found.size() < least) {
      return List.of();
    }
    List<StrongRegion> random = images.stream().flatMap(of -> of.random().stream()).toList();
    int[] chosen = drawn(found.size());
    int[] places = drawn(random.size());
    List<StrongRegion> all =
        Stream.concat(found.stream(), Arrays.stream(places).mapToObj(random::get)).toList();
    double[][] points = Description.of(all);
    int[] compared =
        IntStream.concat(Arrays.stream(chosen), IntStream.range(found.size(), all.size()))
            .toArray();
    double[][] near = Arrays.stream(compared).mapToObj(i -> points[i]).toArray(double[][]::new);
    SearchedRun run = SearchedRun.of(images);
    List<Candidates.Candidate> best =
        new Candidates(
                run,
                Arrays.stream(compared).mapToObj(all::get).toList(),
                chosen.length,
                Distances.of(near),
                seed)
            .best(least);
    List<List<StrongRegion>> regions = new ArrayList<>();
    for (Candidates.Candidate of : best) {
      regions.add(
          new ArrayList<>(Arrays.stream(of.kind()).mapToObj(i -> found.get(chosen[i])).toList()));
    }
    NearestSuspect nearest =
        new NearestSuspect(near, best.stream().map(Candidates.Candidate::kind).toList());
    for (int i : rest(chosen, found.size())) {
      nearest.of(points[i]).ifPresent(suspect -> regions.get(suspect).add(found.get(i)));
    }
    List<Suspect> suspects = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      suspects.add(suspect(run, regions.get(i), best.get(i).strength().alike()));
    }
    suspects.sort(Comparator.comparingDouble(of -> -of.strength().score()));
    return IntStream.range(0, suspects.size()).mapToObj(i -> suspects.get(i).at(i + 1)).toList();
  }

  private static Suspect suspect(SearchedRun run, List<StrongRegion> regions, Alikeness alike) {
    regions.sort(Comparator.comparingDouble((StrongRegion region) -> -region.share()));
    return new Suspect(0, List.copyOf(regions), run.parts(regions), run.strength(regions, alike));
  }

  /** Returns the numbers of those that are compared, sorted. */
  private int[] drawn(int count) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().limit(MOST).mapToInt(Integer::intValue).sorted().toArray();
  }

  private static int[] rest(int[] chosen, int count) {
    boolean[] in = new boolean[count];
    IntStream.of(chosen).forEach(i -> in[i] = true);
    return IntStream.range(0, count).filter(i -> !in[i]).toArray();
  }
}
