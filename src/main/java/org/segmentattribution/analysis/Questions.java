package org.segmentattribution.analysis;

import org.segmentattribution.report.answer.Question;
import org.segmentattribution.report.answer.Question.Asked;
import org.segmentattribution.report.answer.Question.Of;
import org.segmentattribution.table.store.Explained;

/** Tells what tables ask a model about, from what they explain. */
public final class Questions {
  private Questions() {}

  /**
   * Returns the question of a group of tables.
   *
   * @param several whether there are other groups, too
   */
  public static Question of(Explained of, boolean several) {
    Of photographs;
    if (!of.className().isEmpty()) {
      photographs = Of.CLASS;
    } else if (several) {
      photographs = Of.UNLABELLED;
    } else {
      photographs = of.tables() > of.images() ? Of.CASES : Of.ALL;
    }
    return new Question(photographs, of.className(), asked(of), of.target());
  }

  private static Asked asked(Explained of) {
    if (of.all().ofClass() && !of.className().isEmpty()) {
      return Asked.CLASS;
    }
    if (of.all().ofLabel()) {
      return Asked.LABEL;
    }
    if (of.all().ofPrediction()) {
      return Asked.ANSWER;
    }
    return of.target().isEmpty() ? Asked.VARIOUS : Asked.ONE;
  }
}
