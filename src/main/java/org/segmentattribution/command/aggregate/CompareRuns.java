package org.segmentattribution.command.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.ImageExcess;
import org.segmentattribution.report.answer.Alarm;
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
      GroupedTables tables = grouped(store, where, byClass);
      ComparedFacts facts = new ComparedFacts(store, tables, byClass);
      return new CompareRuns(tables, facts, a, b, seed).all();
    } catch (IOException e) {
      throw WrongInput.of("RUN: %s", e);
    }
  }

  private static GroupedTables grouped(TableStore store, String where, boolean byClass) {
    try {
      return GroupedTables.of(store, byClass ? BY : TOGETHER, VALUES, where, List.of());
    } catch (WrongInput e) {
      throw where.isBlank() ? e : WrongInput.in("where", e);
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

  /** Returns a reason to doubt what was found: no segment is in both runs; empty where one is. */
  public static List<Alarm> alarms(List<SegmentComparison> all) {
    if (all.stream().anyMatch(SegmentComparison::isInBoth)) {
      return List.of();
    }
    String a = names(all, SegmentComparison::imagesA);
    String b = names(all, SegmentComparison::imagesB);
    boolean common =
        all.stream().anyMatch(c -> c.imagesA() > 0 && c.imagesB() > 0)
            || a.isEmpty()
            || b.isEmpty();
    return List.of(
        new Alarm(
            "Nothing can be compared.",
            common
                ? "No segment of A has photographs in which B has it, too."
                : "No segment is in both: A has %s, and B has %s.".formatted(a, b)));
  }

  private static String names(
      List<SegmentComparison> all, ToIntFunction<SegmentComparison> images) {
    List<String> names =
        all.stream()
            .filter(c -> images.applyAsInt(c) > 0)
            .map(SegmentComparison::segment)
            .distinct()
            .toList();
    return String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
        + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "");
  }

  /**
   * Says that what lies outside every segment is not compared, because only one run has it; empty
   * otherwise.
   */
  public static String note(Path a, Path b) throws IOException {
    try (TableStore store = TableStore.open(List.of(a, b), column -> false)) {
      boolean inA = store.hasElsewhere(a.toString());
      return inA == store.hasElsewhere(b.toString())
          ? ""
          : ("what lies outside every segment is not compared: %s has no row %s; it was explained"
                  + " without, or its masks leave nothing")
              .formatted(inA ? b : a, SegmentNames.ELSEWHERE);
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
      String advice =
          groups.stream().anyMatch(g -> !rest(g).isEmpty())
              ? "%s and %s have no class and method in common: %s against %s; {all-classes} compares"
                  + " all images together, by one method"
              : "%s and %s have no method in common: %s against %s";
      throw WrongInput.of(advice, runA, runB, named(groups, runA), named(groups, runB));
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
    ComparedSides share = sides(groupA, groupB, AggregateValue.SHARE);
    ComparedSides removal = excessA == null ? null : removal(share, groupA);
    ComparedSides rank = sides(groupA, groupB, AggregateValue.RANK);
    ComparedSides calibrated = sides(groupA, groupB, AggregateValue.CALIBRATED_RANK);
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
    List<SegmentComparison> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      all.add(
          new SegmentComparison(
              groups(groupA, groupB),
              name,
              share.images(name, facts.turn(groupA, groupB, name)),
              new SegmentComparison.Test(shares.get(i), shareAdjusted[i]),
              new SegmentComparison.Test(ranks.get(i), rankAdjusted[i]),
              new SegmentComparison.Test(calibratedRanks.get(i), calibratedAdjusted[i]),
              removal == null
                  ? SegmentComparison.Removal.NONE
                  : new SegmentComparison.Removal(
                      removal.images(name),
                      new SegmentComparison.Test(excesses.get(i), excessAdjusted[i]))));
    }
    all.sort(Comparator.comparingDouble(CompareRuns::order));
    if (facts.haveElsewhere(runA, runB)) {
      elsewhere(groupA, groupB, shares).ifPresent(all::add);
    }
    return all;
  }

  /**
   * Compares what lies outside every segment; empty where no image has it. Its p-value is adjusted
   * over the segments and itself, and theirs stay what they are without it.
   */
  private Optional<SegmentComparison> elsewhere(
      List<String> groupA, List<String> groupB, List<MeanDifference> segments) {
    ComparedSides outside =
        new ComparedSides(
            tables.elsewhere(groupA, AggregateValue.SHARE),
            tables.elsewhere(groupB, AggregateValue.SHARE),
            seed);
    if (outside.names().isEmpty()) {
      return Optional.empty();
    }
    String name = SegmentNames.ELSEWHERE;
    MeanDifference difference = outside.difference(name);
    double[] adjusted = adjusted(Stream.concat(segments.stream(), Stream.of(difference)).toList());
    return Optional.of(
        new SegmentComparison(
            groups(groupA, groupB),
            name,
            outside.images(name, facts.turn(groupA, groupB, name)),
            new SegmentComparison.Test(difference, adjusted[adjusted.length - 1]),
            SegmentComparison.Test.NONE,
            SegmentComparison.Test.NONE,
            excessA == null ? SegmentComparison.Removal.NONE : SegmentComparison.Removal.OUTSIDE));
  }

  private ComparedSides sides(List<String> groupA, List<String> groupB, AggregateValue value) {
    return new ComparedSides(tables.matrix(groupA, value), tables.matrix(groupB, value), seed);
  }

  private SegmentComparison.Groups groups(List<String> groupA, List<String> groupB) {
    String className = String.join("", rest(groupA));
    String methodA = groupA.get(1);
    String methodB = groupB.get(1);
    return new SegmentComparison.Groups(
        className, methodA, methodB, facts.question(className, methodA, methodB));
  }

  /** Returns the excesses of the same images and segments. */
  private ComparedSides removal(ComparedSides share, List<String> group) {
    String className = rest(group).isEmpty() ? null : rest(group).get(0);
    return new ComparedSides(
        excess(share.a, excessA, className), excess(share.b, excessB, className), seed);
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
}
