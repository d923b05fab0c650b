package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.segmentattribution.report.page.Block.Phrase;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.AggregateRow;

/**
 * Writes what the tables show, in sentences: the first method in full, and how far the others agree
 * with it.
 *
 * @param groups all methods and classes
 * @param highlights names that are described whatever their rank is
 * @param removal what the removal of segments did
 */
record Findings(List<ExplainGroup> groups, Set<String> highlights, Removal removal) {
  /** Writes about a run whose segments were not removed. */
  Findings(List<ExplainGroup> groups, Set<String> highlights) {
    this(groups, highlights, Removal.NONE);
  }

  /** Number of names after the first that are described. */
  private static final int NEXT = 2;

  /** Tau from which two orders are nearly equal. */
  private static final double SAME = 0.8;

  /** Returns a heading and a paragraph for each class. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Text(
            "By "
                + groups.get(0).method()
                + ", of segments found in at least one image in ten, beside another in five or more. Rank 1 is the segment with the"
                + " most attribution per pixel in an image."));
    for (ExplainGroup group : first()) {
      blocks.add(new Block.Heading(capital(group.subject())));
      blocks.addAll(of(group));
    }
    return blocks;
  }

  /** Returns the paragraphs about one group. */
  List<Block> of(ExplainGroup group) {
    List<Block> blocks = new ArrayList<>();
    String removed = removal.whole(group);
    if (!group.silence().isEmpty()) {
      blocks.add(new Block.Prose(List.of(Phrase.of(group.silence()))));
      if (!removed.isEmpty()) {
        blocks.add(new Block.Text(removed));
      }
      return blocks;
    }
    blocks.add(new Block.Prose(sentences(group)));
    if (!removed.isEmpty()) {
      blocks.add(new Block.Text(removed));
    }
    String agreement = agreement(group);
    if (!agreement.isEmpty()) {
      blocks.add(new Block.Text(agreement));
    }
    return blocks;
  }

  /** Returns the groups of the first method. */
  List<ExplainGroup> first() {
    return groups.stream().filter(g -> g.method().equals(groups.get(0).method())).toList();
  }

  /** Returns the groups of this class under the other methods. */
  List<ExplainGroup> others(ExplainGroup group) {
    return groups.stream()
        .filter(g -> g.className().equals(group.className()) && !g.method().equals(group.method()))
        .toList();
  }

  private List<Phrase> sentences(ExplainGroup group) {
    List<AggregateRow> usual = group.usual();
    List<Phrase> text = new ArrayList<>();
    AggregateRow best = usual.get(0);
    text.add(
        Phrase.of(
            NumberText.images(group.images())
                + ", "
                + NumberText.fixed(group.segmentsPerImage(), 1)
                + " segments in each on average. The model relies most on "));
    text.add(name(group, best));
    text.add(
        Phrase.of(
            sign(group, best)
                + ": mean rank "
                + NumberText.rank(best.relativeMeanRank())
                + interval(best, " (95\u00a0% interval ", ")")
                + ", at rank 1 in "
                + NumberText.percent(best.topShare())
                + " of the "
                + NumberText.images(best.ranked())
                + beside(best)
                + "."));
    int last = usual.size() - 1;
    List<AggregateRow> next = usual.subList(1, Math.max(1, Math.min(1 + NEXT, last)));
    next(text, group, next);
    if (last > 0) {
      text.add(Phrase.of(" It relies least on "));
      text.add(name(group, usual.get(last)));
      text.add(Phrase.of(" (" + numbers(group, usual.get(last)) + ")."));
      text.add(Phrase.of(overlap(usual)));
    }
    highlighted(text, group, usual);
    return text;
  }

  private void next(List<Phrase> text, ExplainGroup group, List<AggregateRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      text.add(Phrase.of(i == 0 ? " Next: " : ", then "));
      text.add(name(group, rows.get(i)));
      text.add(Phrase.of(" (" + numbers(group, rows.get(i)) + ")"));
    }
    text.add(Phrase.of(rows.isEmpty() ? "" : "."));
  }

  /** Says whether the order is more than chance, as far as intervals show. */
  private static String overlap(List<AggregateRow> usual) {
    AggregateRow best = usual.get(0);
    long close = usual.stream().skip(1).filter(r -> r.rankLow() <= best.rankHigh()).count();
    if (close == usual.size() - 1) {
      return " All intervals reach into that of the first: the order is open.";
    }
    return close == 0
        ? ""
        : " The "
            + (close == 1
                ? "interval of one other segment reaches"
                : "intervals of " + close + " others reach")
            + " into that of the first: which comes first is open.";
  }

  /** Describes highlighted names that no sentence has mentioned yet. */
  private void highlighted(List<Phrase> text, ExplainGroup group, List<AggregateRow> usual) {
    for (String segment : highlights.stream().sorted().toList()) {
      int place = usual.stream().map(AggregateRow::segment).toList().indexOf(segment);
      if (place >= 0) {
        text.add(Phrase.of(" The highlighted "));
        text.add(name(group, usual.get(place)));
        text.add(
            Phrase.of(
                " has place "
                    + (place + 1)
                    + " of "
                    + usual.size()
                    + " ("
                    + numbers(group, usual.get(place))
                    + ")."));
      }
    }
  }

  /** Says how far the other methods agree; empty where there are none, or too few segments. */
  private String agreement(ExplainGroup group) {
    List<String> told = new ArrayList<>();
    for (ExplainGroup other : others(group)) {
      double tau = group.agreement(other);
      if (!Double.isNaN(tau)) {
        told.add(
            other.method()
                + " has "
                + kind(tau)
                + " order of segments (Kendall\u2019s tau "
                + NumberText.fixed(tau, 2)
                + " over "
                + group.shared(other).size()
                + ")");
      }
    }
    return told.isEmpty() ? "" : "Other methods: " + String.join("; ", told) + ".";
  }

  private static String kind(double tau) {
    if (tau == 1) {
      return "the same";
    }
    return tau >= SAME ? "nearly the same" : tau >= ExplainGroup.AGREE ? "a similar" : "another";
  }

  private Phrase name(ExplainGroup group, AggregateRow row) {
    return new Phrase(row.segment(), "", true);
  }

  private static String numbers(ExplainGroup group, AggregateRow row) {
    String sign = SignText.brief(row.signs(), group.signed());
    return "mean rank "
        + NumberText.rank(row.relativeMeanRank())
        + interval(row, ", interval ", "")
        + ", first in "
        + NumberText.percent(row.topShare())
        + " of "
        + NumberText.images(row.ranked())
        + (sign.isEmpty() ? "" : ", " + sign);
  }

  /** Returns the interval of a rank; empty for fewer than five images, which have none. */
  private static String interval(AggregateRow row, String before, String after) {
    return Double.isNaN(row.rankLow())
        ? ""
        : before + NumberText.rankInterval(row.rankLow(), row.rankHigh()) + after;
  }

  /** Says in how many images it is ranked: an image where it is alone has no rank. */
  static String beside(AggregateRow row) {
    return row.ranked() == row.images() ? " that show it" : " that show it beside another segment";
  }

  /**
   * Returns text such as {@code , which speaks against the class in 17 of 20}; empty without a
   * sign.
   */
  static String sign(ExplainGroup group, AggregateRow row) {
    String sign = SignText.of(row.signs(), group.signed());
    return sign.isEmpty() ? "" : ", which " + sign;
  }

  private static String capital(String text) {
    return text.equals("all images") ? "All images" : text;
  }
}
