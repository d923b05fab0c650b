package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.store.Doubts;

/** Writes reasons to doubt the tables of a run as a whole, in sentences for console and page. */
final class Alarms {
  /** With fewer images, an accuracy says nothing. */
  private static final int ENOUGH = 10;

  /** An accuracy is better than guessing from this many standard errors above it. */
  private static final double APART = 2;

  /** A method is named where at least one table in this many is 0 everywhere. */
  private static final int SHARE = 20;

  private Alarms() {}

  /** Returns alarms about methods that often give no attribution at all. */
  static List<String> ofFlat(List<Doubts.Flat> methods) {
    return methods.stream()
        .filter(m -> SHARE * m.flat() >= m.tables())
        .map(
            m ->
                "In %s of %s %s gives every segment 0, so that all share one rank%s."
                    .formatted(
                        NumberText.count(m.flat()),
                        NumberText.images(m.tables()),
                        m.method(),
                        m.method().startsWith("deep-taylor")
                            ? ": it explains positive logits alone, and that of the explained class is not"
                            : ""))
        .toList();
  }

  /** Returns the alarms that apply, the most serious first. */
  static List<String> of(Doubts doubts) {
    Doubts.Predictions d = doubts.predictions();
    Doubts.Tables tables = doubts.tables();
    List<String> alarms = new ArrayList<>();
    boolean guessing = d.images() >= ENOUGH && isGuessing(d);
    if (guessing) {
      alarms.add(
          "The model predicts the labelled class in %s of %s; guessing among %d classes would be right in %s. Are the order of the classes and the preprocessing right?"
              .formatted(
                  NumberText.percent((double) d.correct() / d.images()),
                  NumberText.images(d.images()),
                  d.classes(),
                  NumberText.percent(1.0 / d.classes())));
    }
    if (d.images() >= ENOUGH && d.labels() > 1 && d.predictions() == 1) {
      alarms.add(
          "The model predicts \u201c%s\u201d for every one of %s of %d classes."
              .formatted(d.predicted(), NumberText.images(d.images()), d.labels()));
    }
    // already said where labels are explained and hardly any is predicted
    boolean said = guessing && tables.otherLabel() == 0;
    if (!said && 2 * tables.otherTarget() > tables.all()) {
      alarms.add(
          "In %s of %s the explained class is not the one that the model predicts: the tables say what speaks for and against a class that it did not choose."
              .formatted(NumberText.count(tables.otherTarget()), NumberText.images(tables.all())));
    }
    if (2 * tables.singles() >= tables.all() && tables.singles() > 0) {
      alarms.add(
          "%s of %s have a table of a single segment, which is always first: they are left out of every rank."
              .formatted(NumberText.count(tables.singles()), NumberText.images(tables.all())));
    }
    return alarms;
  }

  private static boolean isGuessing(Doubts.Predictions d) {
    if (d.classes() < 2) {
      return false;
    }
    double chance = 1.0 / d.classes();
    double error = Math.sqrt(chance * (1 - chance) / d.images());
    return (double) d.correct() / d.images() <= chance + APART * error;
  }
}
