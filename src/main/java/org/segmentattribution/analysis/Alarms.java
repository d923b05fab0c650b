package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.Question;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.WilsonInterval;
import org.segmentattribution.table.store.Doubts;
import org.segmentattribution.table.store.TableStore;

/** Writes reasons to doubt the tables of a run as a whole, in sentences for console and page. */
final class Alarms {
  /** With fewer images, an accuracy says nothing. */
  private static final int ENOUGH = 10;

  /** A class that is right less often than this is nearly always wrong, whatever guessing gets. */
  private static final double SELDOM_RIGHT = 0.25;

  /** An accuracy is better than guessing from this many standard errors above it. */
  private static final double APART = 2;

  /** A method is named where at least one table in this many is 0 everywhere. */
  private static final int SHARE = 20;

  /** With fewer photographs, others may give another answer. */
  private static final int FEW = 30;

  /** Median tau-b within an image below which two methods disagree. */
  private static final double AGREE = 0.5;

  /** Number of names to list; further ones are counted. */
  private static final int LISTED = 3;

  private Alarms() {}

  /** Returns alarms about methods that often give no attribution at all. */
  static List<Alarm> ofFlat(List<Doubts.Flat> methods) {
    return methods.stream()
        .filter(m -> SHARE * m.flat() >= m.tables())
        .map(
            m ->
                new Alarm(
                    "No attribution.",
                    "In %s of %s %s gives every segment 0, so that all share one rank%s."
                        .formatted(
                            NumberText.count(m.flat()),
                            photographs(m.tables()),
                            m.method(),
                            m.method().startsWith("deep-taylor")
                                ? ": it explains positive logits alone, and that of the explained class is not"
                                : "")))
        .toList();
  }

  /** Returns the alarms that follow from counts, the most serious first. */
  static List<Alarm> of(Doubts doubts) {
    Doubts.Predictions d = doubts.predictions();
    Doubts.Tables tables = doubts.tables();
    List<Alarm> alarms = new ArrayList<>();
    if (d.images() >= ENOUGH && isGuessing(d)) {
      alarms.add(
          new Alarm(
              "Not clearly better than guessing.",
              "Right in %s of %s; guessing gets %s. Is the order of the classes right?"
                  .formatted(
                      NumberText.count(d.correct()),
                      photographs(d.images()),
                      guessed(d.images(), d.classes()))));
    }
    if (d.images() >= ENOUGH && d.labels() > 1 && d.predictions() == 1) {
      alarms.add(
          new Alarm(
              "One answer for everything.",
              "The model says \u201c%s\u201d of all %s, whichever of %d classes they are of."
                  .formatted(d.predicted(), photographs(d.images()), d.labels())));
    }
    if (d.images() == 0 && tables.labelled() > 0) {
      alarms.add(
          new Alarm(
              "Right or wrong is not known.",
              "No label of the photographs is a class that the model said. Are they its classes?"));
    }
    if (2 * tables.otherTarget() > tables.all()) {
      alarms.add(otherTarget(tables));
    }
    if (2 * tables.singles() >= tables.all() && tables.singles() > 0) {
      alarms.add(
          new Alarm(
              "One segment only.",
              "In %s of %s there is nothing to compare it with: no rank counts them."
                  .formatted(NumberText.count(tables.singles()), photographs(tables.all()))));
    }
    return alarms;
  }

  /**
   * Returns an alarm about classes whose label is surely predicted less often than by guessing, or
   * in less than a quarter of their photographs: what is explained there are wrong answers.
   *
   * @param labels how often each is predicted
   * @param classes number of classes that the model is known to have
   */
  static List<Alarm> ofLabels(List<TableStore.Labelled> labels, int classes) {
    double limit = Math.max(SELDOM_RIGHT, classes < 2 ? 0 : 1.0 / classes);
    List<String> wrong =
        labels.stream()
            .filter(l -> l.images() >= ENOUGH)
            .filter(l -> WilsonInterval.of(l.correct(), l.images()).high() < limit)
            .sorted(Comparator.comparingDouble(l -> (double) l.correct() / l.images()))
            .map(
                l ->
                    "%s (right in %s of %s)"
                        .formatted(
                            l.label(), NumberText.count(l.correct()), NumberText.count(l.images())))
            .toList();
    return wrong.isEmpty()
        ? List.of()
        : List.of(
            new Alarm(
                "Nearly always wrong in a class.",
                "%s: attribution there is about wrong answers. Are the labels right?"
                    .formatted(some(wrong))));
  }

  private static Alarm otherTarget(Doubts.Tables tables) {
    String share = NumberText.count(tables.otherTarget()) + " of " + photographs(tables.all());
    return tables.otherLabel() == 0
        ? new Alarm(
            "It explains wrong answers.",
            "In %s the model said another class than the label, which is explained."
                .formatted(share))
        : new Alarm(
            "It explains another class.",
            "In %s the explained class is not the one that the model said.".formatted(share));
  }

  private static String guessed(int images, int classes) {
    return images % classes == 0
        ? NumberText.count(images / classes)
        : "about " + NumberText.count(Math.round((float) images / classes));
  }

  /** Returns an alarm where a class has few photographs. */
  static List<Alarm> ofAnswers(List<ClassAnswer> answers) {
    List<ClassAnswer> few = answers.stream().filter(a -> a.photographs() < FEW).toList();
    if (few.isEmpty()) {
      return List.of();
    }
    String which;
    if (few.size() == 1 && answers.size() == 1) {
      int n = few.get(0).photographs();
      which = "There " + (n == 1 ? "is" : "are") + " only " + NumberText.count(n);
    } else if (few.size() == answers.size()) {
      which = (few.size() == 2 ? "Both classes" : "All classes") + " have fewer than " + FEW;
    } else {
      which =
          capital(some(few.stream().map(a -> a.question().subject()).toList()))
              + (few.size() == 1 && few.get(0).question().of() == Question.Of.CLASS
                  ? " has"
                  : " have")
              + " fewer than "
              + FEW;
    }
    return List.of(
        new Alarm("Few photographs.", which + ": other photographs may give another answer."));
  }

  /**
   * Returns an alarm where the segment that is most often first has masks that may be wrong.
   *
   * @param doubtful what makes masks doubtful, by segment
   */
  static List<Alarm> ofMasks(List<ClassAnswer> answers, Map<String, String> doubtful) {
    Map<String, List<String>> first = new LinkedHashMap<>();
    for (ClassAnswer answer : answers) {
      String segment = answer.segments().isEmpty() ? "" : answer.segments().get(0).segment();
      if (doubtful.containsKey(segment)) {
        first.computeIfAbsent(segment, s -> new ArrayList<>()).add(answer.question().subject());
      }
    }
    if (first.isEmpty()) {
      return List.of();
    }
    String text =
        first.entrySet().stream()
            .limit(LISTED)
            .map(
                e ->
                    "First in %s is \u201c%s\u201d: %s."
                        .formatted(some(e.getValue()), e.getKey(), doubtful.get(e.getKey())))
            .collect(Collectors.joining(" "));
    return List.of(new Alarm("Doubtful masks.", text + " Look at its photographs."));
  }

  /** Returns an alarm where other methods order the segments of many photographs otherwise. */
  static List<Alarm> ofMethods(
      String method, List<MethodAgreements> agreements, List<ClassAnswer> answers) {
    Set<String> classes = new LinkedHashSet<>();
    answers.forEach(a -> classes.add(a.className()));
    Set<String> methods = new LinkedHashSet<>();
    Set<String> in = new LinkedHashSet<>();
    int others = 0;
    for (MethodAgreements of : agreements) {
      if (classes.contains(of.className())) {
        others = Math.max(others, of.methods().size() - 1);
        of.pairs().stream()
            .filter(p -> p.methodA().equals(method) && disagrees(p))
            .forEach(
                p -> {
                  methods.add(p.methodB());
                  in.add(of.className());
                });
      }
    }
    if (methods.isEmpty()) {
      return List.of();
    }
    String order =
        " the segments in another order in at least half of the photographs with two or more";
    String text;
    if (methods.size() > 1) {
      text =
          "%d of %d put%s%s."
              .formatted(
                  methods.size(), others, order, classes.size() > 1 ? " in a class or more" : "");
    } else {
      String who = others == 1 ? "it" : methods.iterator().next();
      boolean all = in.size() == classes.size();
      String where = all ? "" : "For " + some(List.copyOf(in)) + ", ";
      text =
          capital(where + who + " puts" + order)
              + (all && in.size() > 1 ? ", in every class." : ".");
    }
    return List.of(
        new Alarm(others == 1 ? "A second method disagrees." : "Other methods disagree.", text));
  }

  private static boolean disagrees(MethodAgreement pair) {
    return pair.within().images() >= Interval.FEWEST && pair.within().quartiles().get(1) < AGREE;
  }

  private static String some(List<String> names) {
    if (names.size() > LISTED) {
      return names.stream().limit(LISTED).collect(Collectors.joining(", "))
          + " and "
          + (names.size() - LISTED)
          + " more";
    }
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private static String capital(String text) {
    return text.startsWith("photographs") || text.startsWith("it ")
        ? text.substring(0, 1).toUpperCase() + text.substring(1)
        : text;
  }

  private static String photographs(int count) {
    return NumberText.count(count) + (count == 1 ? " photograph" : " photographs");
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
