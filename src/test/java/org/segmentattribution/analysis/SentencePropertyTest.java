package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.analysis.RandomTables.Photo;
import org.segmentattribution.analysis.RandomTables.Target;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.ClassSentence;
import org.segmentattribution.report.answer.Removed;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.Signs.Direction;
import org.segmentattribution.table.store.RunTables;

/** Every word of 2,000 sentences is true of the tables that they are about. */
class SentencePropertyTest {
  private static final int CLASSES = 200;

  @TempDir Path folder;
  private final Map<String, Integer> seen = new TreeMap<>();
  private final Random random = new Random(25);

  /** Ten runs of two hundred classes; each also as one, and its first photographs as small runs. */
  @Test
  void everyWordIsTrue() throws IOException {
    int sentences = 0;
    for (Target target : Target.values()) {
      for (boolean signed : new boolean[] {true, false}) {
        RandomTables tables = new RandomTables(target.ordinal() + 1, target, signed);
        Map<String, List<Photo>> classes = new LinkedHashMap<>();
        for (int i = 0; i < CLASSES; i++) {
          String name = i == 0 && target != Target.POSITIVES ? "" : "class " + i + ", \"for\" it";
          classes.put(name, tables.photographs(name, i));
        }
        sentences += check(classes, target, true);
        for (int k = 0; k < 4; k++) {
          sentences += check(some(classes, 20 * k + 1, 1 + 3 * k), target, false);
        }
      }
    }
    assertTrue(sentences >= 2000, "only " + sentences);
    for (ClassSentence.Form form : ClassSentence.Form.values()) {
      if (form != ClassSentence.Form.NO_SEGMENT) {
        assertTrue(seen.containsKey(form.name()), form + " is not in " + seen);
      }
    }
    assertTrue(seen.containsKey("NOTHING_TIED"), seen.toString());
    assertTrue(seen.containsKey("NOTHING_OTHERS"), seen.toString());
    for (Removed removed : Removed.values()) {
      assertTrue(seen.containsKey("removed " + removed), removed + " is not in " + seen);
    }
  }

  private static Map<String, List<Photo>> some(Map<String, List<Photo>> of, int from, int count) {
    Map<String, List<Photo>> some = new LinkedHashMap<>();
    for (String name : List.copyOf(of.keySet()).subList(from, from + count)) {
      some.put(name, of.get(name));
    }
    return some;
  }

  private int check(Map<String, List<Photo>> classes, Target target, boolean byClass)
      throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    List<Photo> all = new ArrayList<>();
    for (List<Photo> photos : classes.values()) {
      photos.forEach(photo -> rows.addAll(RandomTables.rows(photo, target)));
      all.addAll(photos);
    }
    SatCsv.write(folder.resolve("sat.csv"), rows);
    boolean signed = all.stream().anyMatch(p -> p.means().values().stream().anyMatch(m -> m < 0));
    try (RunTables tables = RunTables.open(folder, 1)) {
      List<ClassAnswer> answers = ClassAnswers.of(tables, "lrp-z", byClass, 0);
      assertEquals(byClass ? classes.size() : 1, answers.size());
      for (ClassAnswer answer : answers) {
        List<Photo> photos = byClass ? classes.get(answer.className()) : all;
        PhotographFacts facts = new PhotographFacts(answer.className(), !byClass, signed, photos);
        // to resample all again would take half a minute
        if (random.nextInt(8) > 0) {
          answer.segments().forEach(s -> facts.ranks().put(s.segment(), s.row().rank().interval()));
        }
        check(answer, facts);
      }
      return answers.size();
    }
  }

  private void check(ClassAnswer answer, PhotographFacts facts) {
    numbers(answer, facts);
    Sentence plain = ClassSentence.of(answer, SentenceReader.MODEL);
    try {
      String form = new SentenceReader(facts).check(plain);
      seen.merge(form, 1, Integer::sum);
      if (!form.startsWith("NOTHING")) {
        assertEquals(form, ClassSentence.form(answer).name());
      }
    } catch (AssertionError e) {
      throw new AssertionError(plain.text() + "\n" + facts.photos(), e);
    }
    ClassSentence.named(answer).ifPresent(named -> removal(answer, named, facts));
  }

  private static void numbers(ClassAnswer answer, PhotographFacts facts) {
    assertEquals(
        facts.names(), Set.copyOf(answer.segments().stream().map(SegmentAnswer::segment).toList()));
    assertEquals(facts.photographs(), answer.photographs());
    assertEquals(facts.compared(), answer.compared());
    for (SegmentAnswer segment : answer.segments()) {
      String name = segment.segment();
      double[] shares = facts.shares(name);
      assertEquals(facts.shown(name), segment.photographs());
      assertEquals(shares[0], segment.shares().forClass(), 1e-12);
      assertEquals(shares[1], segment.shares().againstClass(), 1e-12);
      assertEquals(shares[2], segment.shares().balance().value(), 1e-12);
    }
    if (!facts.ranks().isEmpty()) {
      return;
    }
    SegmentAnswer first = answer.segments().get(0);
    assertEquals(
        facts.interval(first.segment(), false).low(), first.shares().balance().low(), 1e-12);
  }

  /** What a removal would say beside the sentence. */
  private void removal(ClassAnswer answer, SegmentAnswer named, PhotographFacts facts) {
    double middle = random.nextInt(9) - 4;
    double width = new double[] {0, 0.5, 1, 3, Double.NaN}[random.nextInt(5)];
    double[] excess = {middle, middle - width, middle + width};
    double shift = random.nextInt(3) - 1;
    double[] effect = {middle + shift, middle + shift - width, middle + shift + width};
    double margin = random.nextInt(8) == 0 ? -1 : Effects.MARGIN;
    EffectSummary row = Effects.of(facts.className(), named.segment(), effect, excess, margin, 0);
    Direction direction = facts.signed() ? named.row().signs().direction() : Direction.NONE;
    RemovalSentence of = new RemovalSentence(List.of(row), "logit", true);
    Removed removed = of.removed(named.segment(), direction);
    SentenceReader reader = new SentenceReader(facts);
    reader.check(ClassSentence.of(answer, SentenceReader.MODEL, removed));
    seen.merge("removed " + removed, 1, Integer::sum);
    boolean relevant = excess[1] > 0 && margin > 0 && middle / margin > 0.15;
    boolean harmful =
        excess[2] < 0 && effect[2] < 0 && !(middle >= -1.5) && !(middle + shift >= -1.5);
    boolean against = direction == Direction.AGAINST;
    String said = reader.removal();
    String object = said.replaceAll(".*\u27e9 |\\.$", "");
    switch (said.replaceAll("\u27e9 .*", "\u27e9")) {
      // the margin follows from an excess that is not 0
      case "" -> assertTrue(Double.isNaN(width) || margin < 0 || middle == 0);
      case " By removal, too: the model needs it." -> assertTrue(relevant && !against);
      case " But by removal it speaks \u27e8for\u27e9" -> {
        assertTrue(relevant && against);
        reader.object(object);
      }
      case " By removal, too, it speaks \u27e8against\u27e9" -> {
        assertTrue(harmful && against);
        reader.object(object);
      }
      case " But by removal it speaks \u27e8against\u27e9" -> {
        assertTrue(harmful && !against);
        reader.object(object);
      }
      case " But removing it changes less than removing other places." -> assertTrue(excess[2] < 0);
      case " But removing it changes little." -> assertTrue(excess[1] > 0 && middle <= 1.5);
      case " But removing it changes nothing that removing other places does not." ->
          assertTrue(excess[1] <= 0 && excess[2] >= 0 && excess[1] > -1.5 && excess[2] < 1.5);
      case " By removal it is open whether the model needs it." ->
          assertTrue(excess[1] <= 0 && excess[2] >= 0 && (excess[1] <= -1.5 || excess[2] >= 1.5));
      default -> throw new AssertionError(said);
    }
  }
}
