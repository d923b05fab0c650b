package org.segmentattribution.command.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.ImageExcess;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.SegmentChange;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.statistics.Adjustment;
import org.segmentattribution.statistics.MeanDifference;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.GroupedTables;
import org.segmentattribution.table.store.Grouping;
import org.segmentattribution.table.store.NameMatrix;
import org.segmentattribution.table.store.TableStore;

/**
 * {@code sat compare}: finds which segments gained or lost from one run to another, class by class,
 * over the images in which they occur. Methods with the same name are compared; two runs with one
 * method each are compared whatever their methods are.
 */
public final class CompareRuns {
  private static final int LISTED = 4;
  private static final Grouping BY = Grouping.by(List.of("run", "method", "class", "segment"));
  private static final Grouping TOGETHER = Grouping.by(List.of("run", "method", "segment"));
  private static final List<AggregateValue> VALUES =
      List.of(AggregateValue.SHARE, AggregateValue.RANK, AggregateValue.CALIBRATED_RANK);

  private final GroupedTables tables;
  private final String runA;
  private final String runB;
  private final long seed;
  private final ImageExcess excessA; // null where effects are not compared
  private final ImageExcess excessB;
  private final ComparedFacts facts;

  private CompareRuns(GroupedTables tables, ComparedFacts facts, Path a, Path b, long seed)
      throws IOException {
    this.tables = tables;
    this.facts = facts;
    runA = a.toString();
    runB = b.toString();
    this.seed = seed;
    EffectPair effects = EffectPair.of(a, b);
    excessA = effects.isComparable() ? effects.readA() : null;
    excessB = effects.isComparable() ? effects.readB() : null;
  }

  /**
   * Compares every segment of every class and method that both runs have; sorted by class, then
   * method, then the larger of both shares. Where {@link EffectPair} allows it, also the excess of
   * their removal, over the images and segments that the condition leaves.
   *
   * @param where condition in SQL on both runs; empty = all rows
   * @param byClass whether to compare each class by itself, not all images together
   * @throws WrongInput where a run cannot be read, or they have nothing in common
   */
  public static List<SegmentComparison> compare(
      Path a, Path b, String where, boolean byClass, long seed) throws IOException {
    if (isSame(a, b)) {
      throw new WrongInput("RUN_A and RUN_B are the same: " + a);
    }
    try (TableStore store = TableStore.open(List.of(a, b))) {
      GroupedTables tables =
          GroupedTables.of(store, byClass ? BY : TOGETHER, VALUES, where, List.of());
      ComparedFacts facts = new ComparedFacts(store, tables, byClass);
      return new CompareRuns(tables, facts, a, b, seed).all();
    } catch (WrongInput e) {
      throw WrongInput.in("where", e);
    } catch (IOException e) {
      throw WrongInput.of("RUN: %s", e);
    }
  }

  /**
   * Returns reasons to doubt the whole comparison, in sentences: images that both runs have but
   * that were explained for different classes differ in more than the runs.
   */
  public static List<Alarm> alarms(Path a, Path b) throws IOException {
    try (TableStore store = TableStore.open(List.of(a, b))) {
      TableStore.Common common = store.common(a.toString(), b.toString());
      List<Alarm> alarms = new ArrayList<>();
      if (common.otherTargets() > 0) {
        alarms.add(
            new Alarm(
                "They explain different classes.",
                "In %s of %s photographs that both runs have: differences are of the classes, too."
                    .formatted(
                        NumberText.count(common.otherTargets()),
                        NumberText.count(common.images()))));
      }
      Object segmenterA = segmenter(a);
      Object segmenterB = segmenter(b);
      if (segmenterA != null && segmenterB != null && !segmenterA.equals(segmenterB)) {
        alarms.add(
            new Alarm(
                "Two segmenters are compared.",
                "%s in A, %s in B: a name may mean another part of a photograph."
                    .formatted(segmenterA, segmenterB)));
      }
      return alarms;
    }
  }

  /** Returns how a run found its segments; null where it does not say so. */
  private static Object segmenter(Path run) throws IOException {
    return Files.isRegularFile(run.resolve("run.json"))
        ? RunDirectory.read(run).manifest().configuration().get("segmenter")
        : null;
  }

  /**
   * Returns whether two paths lead to one run, under any name: its rows would be loaded only once.
   */
  private static boolean isSame(Path a, Path b) {
    try {
      return a.equals(b) || Files.isSameFile(a, b);
    } catch (IOException e) {
      // a missing run is reported when it is opened
      return false;
    }
  }

  private List<SegmentComparison> all() {
    List<List<String>> groups = tables.groups();
    Map<String, String> methods = methods(groups);
    List<SegmentComparison> all = new ArrayList<>();
    for (List<String> rest : new LinkedHashSet<>(groups.stream().map(CompareRuns::rest).toList())) {
      methods.forEach(
          (methodA, methodB) -> {
            List<String> groupA = group(runA, methodA, rest);
            List<String> groupB = group(runB, methodB, rest);
            if (groups.contains(groupA) && groups.contains(groupB)) {
              all.addAll(compare(groupA, groupB));
            }
          });
    }
    if (all.isEmpty()) {
      throw new WrongInput(
          "%s and %s have no class and method in common: %s against %s"
              .formatted(runA, runB, named(groups, runA), named(groups, runB)));
    }
    return all;
  }

  /** Returns the class, or an empty text where all classes are together. */
  private static List<String> rest(List<String> group) {
    return group.subList(2, group.size());
  }

  private static List<String> group(String run, String method, List<String> rest) {
    return Stream.concat(Stream.of(run, method), rest.stream()).toList();
  }

  private static String named(List<List<String>> groups, String run) {
    List<String> named =
        groups.stream()
            .filter(g -> g.get(0).equals(run))
            .map(g -> String.join("", rest(g)) + " by " + g.get(1))
            .toList();
    return String.join(", ", named.subList(0, Math.min(LISTED, named.size())))
        + (named.size() > LISTED ? " and " + (named.size() - LISTED) + " more" : "");
  }

  /** Maps methods of the first run to the methods of the second that they are compared with. */
  private Map<String, String> methods(List<List<String>> groups) {
    Set<String> ofA = methods(groups, runA);
    Set<String> ofB = methods(groups, runB);
    Map<String, String> pairs = new TreeMap<>(SegmentNames.BY_CODE_POINT);
    if (ofA.size() == 1 && ofB.size() == 1) {
      pairs.put(ofA.iterator().next(), ofB.iterator().next());
      return pairs;
    }
    ofA.stream().filter(ofB::contains).forEach(method -> pairs.put(method, method));
    return pairs;
  }

  private static Set<String> methods(List<List<String>> groups, String run) {
    Set<String> methods = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    groups.stream().filter(g -> g.get(0).equals(run)).forEach(g -> methods.add(g.get(1)));
    return methods;
  }

  private List<SegmentComparison> compare(List<String> groupA, List<String> groupB) {
    Sides share = new Sides(groupA, groupB, AggregateValue.SHARE);
    Sides removal = excessA == null ? null : removal(share, groupA);
    Sides rank = new Sides(groupA, groupB, AggregateValue.RANK);
    Sides calibrated = new Sides(groupA, groupB, AggregateValue.CALIBRATED_RANK);
    List<String> names = new ArrayList<>(share.names());
    List<MeanDifference> shares = names.stream().map(share::difference).toList();
    List<MeanDifference> ranks = names.stream().map(rank::difference).toList();
    List<MeanDifference> calibratedRanks = names.stream().map(calibrated::difference).toList();
    double[] calibratedAdjusted = adjusted(calibratedRanks);
    double[] shareAdjusted = adjusted(shares);
    double[] rankAdjusted = adjusted(ranks);
    List<MeanDifference> excesses =
        removal == null ? List.of() : names.stream().map(removal::difference).toList();
    double[] excessAdjusted = adjusted(excesses);
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                new SegmentComparison(
                    groups(groupA, groupB),
                    names.get(i),
                    share.images(names.get(i), facts.turn(groupA, groupB, names.get(i))),
                    new SegmentComparison.Test(shares.get(i), shareAdjusted[i]),
                    new SegmentComparison.Test(ranks.get(i), rankAdjusted[i]),
                    new SegmentComparison.Test(calibratedRanks.get(i), calibratedAdjusted[i]),
                    removal == null
                        ? SegmentComparison.Removal.NONE
                        : new SegmentComparison.Removal(
                            removal.images(names.get(i)),
                            new SegmentComparison.Test(excesses.get(i), excessAdjusted[i]))))
        .sorted(Comparator.comparingDouble(CompareRuns::order))
        .toList();
  }

  private SegmentComparison.Groups groups(List<String> groupA, List<String> groupB) {
    String className = String.join("", rest(groupA));
    String methodA = groupA.get(1);
    String methodB = groupB.get(1);
    return new SegmentComparison.Groups(
        className, methodA, methodB, facts.question(className, methodA, methodB));
  }

  /** Returns the excesses of the same images and segments. */
  private Sides removal(Sides share, List<String> group) {
    String className = rest(group).isEmpty() ? null : rest(group).get(0);
    return new Sides(excess(share.a, excessA, className), excess(share.b, excessB, className));
  }

  private static NameMatrix excess(NameMatrix of, ImageExcess excess, String className) {
    double[][] values = new double[of.imageIds().size()][of.names().size()];
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < values[i].length; k++) {
        values[i][k] =
            Double.isNaN(of.relative()[i][k])
                ? Double.NaN
                : excess.of(className, of.imageIds().get(i), of.names().get(k).get(0));
      }
    }
    return new NameMatrix(of.names(), of.imageIds(), values, values, of.singles());
  }

  /** Orders by share, largest first; segments without a share are last. */
  private static double order(SegmentComparison c) {
    double a = c.share().a().value();
    double b = c.share().b().value();
    return -(Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b));
  }

  /** Returns p-values adjusted by Holm's procedure; NaN where there was no test. */
  private static double[] adjusted(List<MeanDifference> tests) {
    int[] tested =
        IntStream.range(0, tests.size())
            .filter(i -> !Double.isNaN(tests.get(i).pValue()))
            .toArray();
    double[] holm =
        Adjustment.holm(Arrays.stream(tested).mapToDouble(i -> tests.get(i).pValue()).toArray());
    double[] all = new double[tests.size()];
    Arrays.fill(all, Double.NaN);
    for (int t = 0; t < tested.length; t++) {
      all[tested[t]] = holm[t];
    }
    return all;
  }

  /** The values of one class in both runs. */
  private final class Sides {
    final NameMatrix a;
    final NameMatrix b;
    private final Map<String, Integer> rowOfB = new HashMap<>();
    private final boolean paired;

    Sides(List<String> groupA, List<String> groupB, AggregateValue value) {
      this(tables.matrix(groupA, value), tables.matrix(groupB, value));
    }

    Sides(NameMatrix a, NameMatrix b) {
      this.a = a;
      this.b = b;
      for (int i = 0; i < b.imageIds().size(); i++) {
        rowOfB.put(b.imageIds().get(i), i);
      }
      paired = a.imageIds().stream().anyMatch(rowOfB::containsKey);
    }

    Set<String> names() {
      Set<String> names = new TreeSet<>(SegmentNames.BY_CODE_POINT);
      a.names().forEach(name -> names.add(name.get(0)));
      b.names().forEach(name -> names.add(name.get(0)));
      return names;
    }

    private double at(NameMatrix side, int row, String name) {
      int column = side.names().indexOf(List.of(name));
      return column < 0 ? Double.NaN : side.relative()[row][column];
    }

    SegmentComparison.Images images(String name) {
      return images(name, SegmentChange.Turn.NONE);
    }

    SegmentComparison.Images images(String name, SegmentChange.Turn signs) {
      int pairs = paired ? common(name).length : -1;
      int inA = values(a, name).length;
      return new SegmentComparison.Images(inA, values(b, name).length, pairs, signs);
    }

    private double[] values(NameMatrix side, String name) {
      return IntStream.range(0, side.imageIds().size())
          .mapToDouble(i -> at(side, i, name))
          .filter(v -> !Double.isNaN(v))
          .toArray();
    }

    /** Returns the rows of {@code a} whose image {@code b} also has, with the segment in both. */
    private int[] common(String name) {
      return IntStream.range(0, a.imageIds().size())
          .filter(i -> rowOfB.containsKey(a.imageIds().get(i)))
          .filter(i -> !Double.isNaN(at(a, i, name)))
          .filter(i -> !Double.isNaN(at(b, rowOfB.get(a.imageIds().get(i)), name)))
          .toArray();
    }

    MeanDifference difference(String name) {
      if (!paired) {
        return MeanDifference.unpaired(values(a, name), values(b, name), seed);
      }
      int[] rows = common(name);
      return MeanDifference.paired(
          Arrays.stream(rows).mapToDouble(i -> at(a, i, name)).toArray(),
          Arrays.stream(rows)
              .mapToDouble(i -> at(b, rowOfB.get(a.imageIds().get(i)), name))
              .toArray(),
          seed);
    }
  }
}
