package org.segmentattribution.report.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.Signs.Direction;

/**
 * Says in one sentence what changed from run A to run B. All forms and their rules are here; only
 * what is beyond chance is said.
 *
 * @param changes what the sentence is about: one segment, or two of which one has what the other
 *     lost
 * @param sentence the words
 */
public record ChangeSentence(List<SegmentChange> changes, Sentence sentence) {
  /** Two segments that have this share of the attribution together are one fact. */
  private static final double WHOLE = 0.9;

  /** More decimals than these help nobody. */
  private static final int DECIMALS = 2;

  /** Copies the list. */
  public ChangeSentence {
    changes = List.copyOf(changes);
  }

  /**
   * Returns the sentences, the largest change of a share first, then what kept its share but turned
   * to the other side.
   *
   * @param changes of all classes
   * @param b name of run B, as the subject of a sentence
   */
  public static List<ChangeSentence> of(List<SegmentChange> changes, String b) {
    List<ChangeSentence> sentences = new ArrayList<>();
    Set<SegmentChange> said = new HashSet<>();
    for (SegmentChange change : shares(changes)) {
      if (said.add(change)) {
        Optional<SegmentChange> mirror =
            shares(changes).stream().filter(o -> isMirror(change, o)).findFirst();
        mirror.ifPresent(said::add);
        sentences.add(
            mirror.isPresent()
                ? new ChangeSentence(List.of(change, mirror.get()), two(change, mirror.get(), b))
                : new ChangeSentence(List.of(change), one(change, b)));
      }
    }
    for (SegmentChange change : changes) {
      if (!change.share().sure() && change.signs().isSure()) {
        sentences.add(new ChangeSentence(List.of(change), turned(change)));
      }
    }
    return sentences;
  }

  /**
   * Says that nothing changed.
   *
   * @param compared whether any segment is in both
   */
  public static Sentence nothing(boolean compared) {
    return Sentence.of(
        compared
            ? "Nothing changed beyond chance."
            : "Nothing was compared: no segment is in both.");
  }

  private static List<SegmentChange> shares(List<SegmentChange> changes) {
    return changes.stream()
        .filter(c -> c.share().sure())
        .sorted(
            Comparator.comparingDouble(
                (SegmentChange c) -> -Math.abs(c.share().b() - c.share().a())))
        .toList();
  }

  /** Returns whether two segments share nearly all attribution of the same photographs. */
  private static boolean isMirror(SegmentChange of, SegmentChange other) {
    return !of.equals(other)
        && !of.outside()
        && !other.outside()
        && of.question().equals(other.question())
        && of.images().equals(other.images())
        && of.isMore() != other.isMore()
        && isWhole(of.share().a() + other.share().a())
        && isWhole(of.share().b() + other.share().b());
  }

  private static boolean isWhole(double share) {
    return share >= WHOLE && share <= 1 + 1e-9;
  }

  private static Sentence one(SegmentChange change, String b) {
    Phrases text = in(change).plain(b + " looks ");
    looks(text, change).plain(": " + instead(change));
    return turn(text, change, true).plain(".").sentence();
  }

  private static Sentence two(SegmentChange change, SegmentChange mirror, String b) {
    Phrases text = in(change).plain(b + " looks ");
    looks(text, change).plain(" (" + instead(change) + ") and ");
    looks(text, mirror).plain(" (" + numbers(mirror) + ")");
    turn(text, change, false);
    return turn(text, mirror, false).plain(".").sentence();
  }

  private static Sentence turned(SegmentChange change) {
    Phrases text = name(in(change), change).plain(" used to speak ");
    text.side(change.signs().a().direction() == Direction.FOR).plain(" ").object(change.question());
    text.plain(", now ").side(change.signs().b().direction() == Direction.FOR).plain(" it");
    return text.plain("; its share of the attribution did not change beyond chance.").sentence();
  }

  private static Phrases in(SegmentChange change) {
    Phrases text = new Phrases();
    switch (change.question().of()) {
      case CLASS -> text.plain("In ").strong(change.question().className());
      case UNLABELLED -> text.plain("In photographs without a label");
      case ALL, CASES -> text.plain("Over all photographs");
    }
    return text.plain(", ");
  }

  private static Phrases looks(Phrases text, SegmentChange change) {
    return name(text.strong(change.isMore() ? "more" : "less").plain(" at "), change);
  }

  private static Phrases name(Phrases text, SegmentChange change) {
    return change.outside()
        ? text.plain("what lies ").strong("outside every segment")
        : text.the(change.segment());
  }

  private static String instead(SegmentChange change) {
    String numbers = numbers(change);
    int end = numbers.indexOf(" instead");
    return numbers.substring(0, end) + " of the attribution" + numbers.substring(end);
  }

  /** Writes both shares with as few decimals as tell them apart. */
  private static String numbers(SegmentChange change) {
    for (int decimals = 0; ; decimals++) {
      String a = NumberText.fixed(100 * change.share().a(), decimals);
      String b = NumberText.fixed(100 * change.share().b(), decimals);
      if (!a.equals(b) || decimals == DECIMALS) {
        return "%s\u00a0%% instead of %s\u00a0%%".formatted(b, a);
      }
    }
  }

  /** Says on which side it was and is; nothing where either is unknown or both are mixed. */
  private static Phrases turn(Phrases text, SegmentChange change, boolean known) {
    Direction a = change.signs().a().direction();
    Direction b = change.signs().b().direction();
    if (a == Direction.NONE || b == Direction.NONE || a == b && a == Direction.MIXED) {
      return text;
    }
    text.plain("; ");
    if (known) {
      text.plain("it");
    } else {
      text.the(change.segment());
    }
    if (a == b) {
      return text.plain(" still speaks ")
          .side(a == Direction.FOR)
          .plain(" ")
          .object(change.question());
    }
    side(text.plain(" used to speak "), a).plain(" ").object(change.question());
    return side(text.plain(", now "), b).plain(" it");
  }

  private static Phrases side(Phrases text, Direction direction) {
    return direction == Direction.MIXED
        ? text.plain("sometimes ").side(true).plain(" and sometimes ").side(false)
        : text.side(direction == Direction.FOR);
  }
}
