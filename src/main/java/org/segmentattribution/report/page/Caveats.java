package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.AggregateRow;

/**
 * Writes what a reader must know before quoting a sentence of the report.
 *
 * @param overview overview of the run
 * @param findings the sentences that may be quoted
 */
record Caveats(ExplainOverview overview, Findings findings) {
  /** With fewer images, intervals are rough. */
  private static final int FEW = 30;

  /** A segment that covers a smaller share of an image ranks high by chance. */
  private static final double SMALL = 0.02;

  /** Number of best names that the sentences mention. */
  private static final int TOLD = 3;

  /** Number of names to list; further names are counted. */
  private static final int LISTED = 8;

  /** Returns the caveats, one or two sentences each. */
  List<String> list() {
    List<String> caveats = new ArrayList<>();
    if (overview.skipped() > 0) {
      caveats.add(
          NumberText.images(overview.skipped())
              + " of "
              + NumberText.count(overview.images() + overview.skipped())
              + " could not be used and are missing from every number; \u201cLeft out\u201d says why.");
    }
    unsigned(caveats);
    singles(caveats);
    few(caveats);
    small(caveats);
    disagreement(caveats);
    untold(caveats);
    seldom(caveats);
    return caveats;
  }

  /** Warns of a method whose sign is always the same. */
  private void unsigned(List<String> caveats) {
    if (!findings.first().isEmpty() && !findings.first().get(0).signed()) {
      caveats.add(
          "By "
              + findings.first().get(0).method()
              + " no segment speaks against a class in any image here, so no sentence says for or"
              + " against: maps that cannot be negative say how much, not in which direction.");
    }
  }

  private void singles(List<String> caveats) {
    List<String> alone = new ArrayList<>();
    for (ExplainGroup group : findings.first()) {
      int singles = group.rows().isEmpty() ? 0 : group.rows().get(0).singles();
      if (singles > 0) {
        alone.add(
            NumberText.count(singles)
                + " of "
                + NumberText.images(group.images())
                + (group.className().isEmpty() ? "" : " of " + group.className()));
      }
    }
    if (!alone.isEmpty()) {
      caveats.add(
          "Images with a single segment: "
              + some(alone)
              + ". It is first whatever the map is, so ranks leave these images out;"
              + " attributions keep them.");
    }
  }

  private void few(List<String> caveats) {
    List<String> few = new ArrayList<>();
    for (ExplainGroup group : findings.first()) {
      if (group.images() < FEW) {
        few.add(group.subject() + " (" + group.images() + ")");
      } else {
        told(group).stream()
            .filter(row -> row.images() < FEW)
            .forEach(
                row ->
                    few.add(row.segment() + " in " + group.subject() + " (" + row.images() + ")"));
      }
    }
    if (!few.isEmpty()) {
      caveats.add(
          "Fewer than " + FEW + " images, so means and intervals are rough: " + some(few) + ".");
    }
  }

  private void small(List<String> caveats) {
    Map<String, String> small = new LinkedHashMap<>();
    for (ExplainGroup group : findings.first()) {
      for (AggregateRow row : told(group)) {
        double area = group.areas().getOrDefault(row.segment(), Double.NaN);
        if (area < SMALL) {
          String text = row.segment() + " (" + NumberText.percent(area) + " of an image)";
          small.putIfAbsent(row.segment(), text);
        }
      }
    }
    if (!small.isEmpty()) {
      caveats.add(
          "Small segments rank high by chance, since the mean over a few pixels is noisy: "
              + some(List.copyOf(small.values()))
              + ". Compare with a model that cannot use them before you call it a finding.");
    }
  }

  /** Returns the names that the sentences describe as important. */
  private static List<AggregateRow> told(ExplainGroup group) {
    List<AggregateRow> usual = group.usual();
    return usual.subList(0, Math.min(TOLD, (usual.size() + 1) / 2));
  }

  private void disagreement(List<String> caveats) {
    List<String> low = new ArrayList<>();
    for (ExplainGroup group : findings.first()) {
      for (ExplainGroup other : findings.others(group)) {
        double tau = group.agreement(other);
        if (tau < ExplainGroup.AGREE) {
          low.add(
              other.method()
                  + " for "
                  + group.subject()
                  + " ("
                  + NumberText.fixed(tau, 2)
                  + " over "
                  + group.shared(other).size()
                  + ")");
        }
      }
    }
    if (!low.isEmpty()) {
      caveats.add(
          "The methods disagree: Kendall\u2019s tau of the order of segments against "
              + findings.groups().get(0).method()
              + " is below "
              + ExplainGroup.AGREE
              + " with "
              + some(low)
              + ". What follows holds for "
              + findings.groups().get(0).method()
              + " and may not for the model.");
    }
  }

  /** Adds segments that no sentence describes, in groups that others describe. */
  private void untold(List<String> caveats) {
    List<String> untold = new ArrayList<>();
    for (ExplainGroup group : findings.first()) {
      if (group.silence().isEmpty()) {
        group
            .few()
            .forEach(
                r -> untold.add(r.segment() + " in " + group.subject() + " (" + r.ranked() + ")"));
      }
    }
    if (!untold.isEmpty()) {
      caveats.add(
          "Beside another segment in fewer than "
              + ExplainGroup.ENOUGH
              + " images, and left out of the sentences: "
              + some(untold)
              + ".");
    }
  }

  private void seldom(List<String> caveats) {
    if (findings.groups().isEmpty()) {
      return;
    }
    ExplainGroup group = findings.groups().get(0);
    List<String> seldom =
        group.seldom().stream().map(r -> r.segment() + " (" + r.images() + ")").toList();
    if (!seldom.isEmpty()) {
      caveats.add(
          "Found in fewer than one image in ten"
              + (group.className().isEmpty() ? "" : " of " + group.className())
              + ", and left out of the sentences: "
              + some(seldom)
              + ".");
    }
  }

  private static String some(List<String> names) {
    String listed = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    int more = names.size() - LISTED;
    return more > 0 ? listed + " and " + more + " more" : listed;
  }
}
