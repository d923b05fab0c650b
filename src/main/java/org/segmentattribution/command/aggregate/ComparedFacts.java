package org.segmentattribution.command.aggregate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.analysis.Questions;
import org.segmentattribution.report.answer.Question;
import org.segmentattribution.report.answer.SegmentChange;
import org.segmentattribution.table.Signs;
import org.segmentattribution.table.store.Explained;
import org.segmentattribution.table.store.GroupedTables;
import org.segmentattribution.table.store.NameAggregate;
import org.segmentattribution.table.store.TableStore;

/** What two compared runs explain, and on which side their segments are. */
final class ComparedFacts {
  private final TableStore store;
  private final boolean byClass;
  private final Set<String> signed;
  private final Map<List<String>, Map<String, Signs>> signs = new HashMap<>();
  private final Map<String, Map<String, Question>> questions = new HashMap<>();

  ComparedFacts(TableStore store, GroupedTables tables, boolean byClass) {
    this.store = store;
    this.byClass = byClass;
    signed = store.signedMethods();
    for (NameAggregate a : tables.aggregates()) {
      signs.computeIfAbsent(a.group(), g -> new HashMap<>()).put(a.name().get(0), a.signs());
    }
  }

  /** Returns what both methods explain in a class; an empty name for all images. */
  Question question(String className, String methodA, String methodB) {
    Question a = questions(methodA).get(className);
    Question b = questions(methodB).get(className);
    return a.equals(b) ? a : new Question(a.of(), a.className(), Question.Asked.VARIOUS, "");
  }

  private Map<String, Question> questions(String method) {
    return questions.computeIfAbsent(
        method,
        m -> {
          List<Explained> all = store.explained(m, byClass);
          Map<String, Question> of = new HashMap<>();
          all.forEach(e -> of.put(e.className(), Questions.of(e, all.size() > 1)));
          return of;
        });
  }

  /** Returns whether both runs say what lies outside every segment. */
  boolean haveElsewhere(String runA, String runB) {
    return store.hasElsewhere(runA) && store.hasElsewhere(runB);
  }

  /** Returns on which side a segment is in two groups, whose second value is the method. */
  SegmentChange.Turn turn(List<String> groupA, List<String> groupB, String segment) {
    return new SegmentChange.Turn(signs(groupA, segment), signs(groupB, segment));
  }

  private Signs signs(List<String> group, String segment) {
    return signed.contains(group.get(1))
        ? signs.get(group).getOrDefault(segment, Signs.NONE)
        : Signs.NONE;
  }
}
