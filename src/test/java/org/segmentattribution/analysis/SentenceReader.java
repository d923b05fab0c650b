package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.report.answer.Sentence;

/** Reads a sentence of the first screen back, and checks each word against the photographs. */
final class SentenceReader {
  static final String MODEL = "net";
  private static final String NAME = "(\u27e6\\d+\u27e7)";
  private static final String THE = "(?:the )?" + NAME;
  private static final String N = "(\\d{1,3}(?:,\\d{3})*)";
  private static final String NOUN = "(photographs?|cases?)";
  private static final String ABOUT =
      "(?<about>For \u27e6\\d+\u27e7|In photographs of \u27e6\\d+\u27e7|In photographs without a label"
          + "|Over all photographs and the classes explained in them|Over all photographs)";
  private static final String OPEN =
      "(?:To call a photograph (?<call>\u27e6\\d+\u27e7)|When asked about (?<asked>\u27e6\\d+\u27e7)"
          + " (?<in>in photographs of \u27e6\\d+\u27e7|in photographs without a label|in photographs"
          + "|over all photographs)|"
          + ABOUT
          + "), ";
  private static final String OBJECT =
      "(\u27e6\\d+\u27e7|the class on the label|the model\u2019s answer|the class that was explained)";
  private static final String COMPARED =
      "(?<the>the )?" + "(?<of>" + N + ") " + NOUN + "( with two segments or more)?";

  private final PhotographFacts facts;
  private final List<String> names = new ArrayList<>();
  private String text;

  SentenceReader(PhotographFacts facts) {
    this.facts = facts;
  }

  /** Checks all words but those on removal, and returns the name of the form. */
  String check(Sentence sentence) {
    StringBuilder flat = new StringBuilder();
    for (Sentence.Part part : sentence.parts()) {
      switch (part.tone()) {
        case PLAIN -> flat.append(part.text());
        case STRONG -> {
          flat.append('\u27e6').append(names.size()).append('\u27e7');
          names.add(part.text());
        }
        case FOR -> {
          assertEquals("for", part.text());
          flat.append("\u27e8for\u27e9");
        }
        case AGAINST -> {
          assertEquals("against", part.text());
          flat.append("\u27e8against\u27e9");
        }
      }
    }
    text = flat.toString();
    return form(text.substring(0, text.indexOf('.')));
  }

  /** Returns what follows the first sentence, with marks around its sides. */
  String removal() {
    return text.substring(text.indexOf('.') + 1);
  }

  private String form(String main) {
    Matcher m;
    if ((m =
            match(
                "(?:For "
                    + NAME
                    + " t|T)here (is|are) only "
                    + N
                    + " "
                    + NOUN
                    + "( without a label)?: too few to say",
                main))
        != null) {
      return few(m);
    }
    if ((m = match(ABOUT + ", " + THE + " is the only segment: nothing to compare it with", main))
        != null) {
      about(m);
      assertEquals(0, facts.compared());
      assertEquals(List.of(name(m.group(2))), List.copyOf(facts.names()));
      return "ONE_SEGMENT";
    }
    if ((m = match(ABOUT + ", no two segments are in one photograph: nothing to compare", main))
        != null) {
      about(m);
      assertEquals(0, facts.compared());
      assertTrue(facts.names().size() > 1);
      return "NEVER_TOGETHER";
    }
    if ((m = match(ABOUT + ", no segment gets any attribution: nothing to say", main)) != null) {
      about(m);
      assertTrue(facts.allZero());
      return "ALL_ZERO";
    }
    if ((m =
            match(
                ABOUT
                    + ", only "
                    + N
                    + " of "
                    + N
                    + " "
                    + NOUN
                    + " shows? two segments or more: too few to say",
                main))
        != null) {
      about(m);
      assertEquals(facts.compared(), number(m.group(2)));
      assertEquals(facts.photographs(), number(m.group(3)));
      assertTrue(facts.compared() < 5 && facts.compared() > 0);
      return "FEW_COMPARED";
    }
    assertTrue(facts.photographs() >= 5 && facts.compared() >= 5 && !facts.allZero(), main);
    if ((m = match(OPEN + MODEL + " looks mostly at " + THE + "(?<rest>.*)", main)) != null) {
      return mostly(m);
    }
    if ((m =
            match(
                OPEN
                    + MODEL
                    + " looks more than anything else at "
                    + THE
                    + "(?: in the "
                    + N
                    + " of "
                    + N
                    + " "
                    + NOUN
                    + " that show it)?(?<rest>.*)",
                main))
        != null) {
      return more(m);
    }
    if ((m =
            match(
                OPEN
                    + "nothing stands out: first comes (?<first>"
                    + THE
                    + " in "
                    + N
                    + " of "
                    + COMPARED
                    + "(?:, "
                    + THE
                    + " in "
                    + N
                    + ")*)(?:, and (?<others>\\d+) other segments in some)?(?<ties> \\(ties count for each\\))?"
                    + "(?<rest>;.*)?",
                main))
        != null) {
      return nothing(m);
    }
    return fail("cannot be read: " + main);
  }

  private String few(Matcher m) {
    assertEquals(facts.photographs(), number(m.group(3)));
    assertTrue(facts.photographs() < 5);
    assertEquals(facts.photographs() == 1 ? "is" : "are", m.group(2));
    assertEquals(facts.className(), m.group(1) == null ? "" : name(m.group(1)));
    assertEquals(facts.isUnlabelled(), m.group(5) != null);
    return "FEW";
  }

  private String mostly(Matcher m) {
    open(m);
    String first = name(m.group(m.groupCount() - 1));
    assertTrue(2 * facts.alone(first) >= facts.compared(), "half");
    assertTrue(
        facts.names().stream()
            .allMatch(n -> n.equals(first) || facts.firsts(n) < facts.alone(first)));
    if (facts.signed()) {
      int shown = facts.shown(first);
      direction(
          m.group("rest"), "that", facts.positive(first), facts.negative(first), shown, false);
    } else {
      Matcher n =
          match(": more than at anything else in " + N + " of " + COMPARED, m.group("rest"));
      assertEquals(facts.alone(first), number(n.group(1)));
      compared(n);
    }
    return "MOSTLY";
  }

  private String more(Matcher m) {
    open(m);
    String first = name(m.group(m.groupCount() - 4));
    assertTrue(facts.isApart(first), "apart");
    assertTrue(facts.half().isEmpty(), "half");
    String shown = m.group(m.groupCount() - 3);
    assertEquals(facts.shown(first) == facts.photographs(), shown == null);
    if (shown != null) {
      assertEquals(facts.shown(first), number(shown));
      assertEquals(facts.photographs(), number(m.group(m.groupCount() - 2)));
    }
    if (facts.signed()) {
      direction(
          m.group("rest"),
          "that",
          facts.positive(first),
          facts.negative(first),
          facts.shown(first),
          shown != null);
    } else {
      assertEquals("", m.group("rest"));
    }
    return "MORE";
  }

  private String nothing(Matcher m) {
    open(m);
    assertTrue(facts.half().isEmpty(), "half");
    assertTrue(facts.names().stream().noneMatch(facts::isApart), "apart");
    compared(m);
    List<String> listed = new ArrayList<>();
    Matcher each = Pattern.compile(THE + " in " + N).matcher(m.group("first"));
    while (each.find()) {
      String name = name(each.group(1));
      listed.add(name);
      assertEquals(facts.firsts(name), number(each.group(2)), name);
    }
    boolean ties = facts.names().stream().anyMatch(n -> facts.firsts(n) != facts.alone(n));
    assertEquals(ties, m.group("ties") != null);
    List<Integer> best =
        facts.names().stream()
            .map(facts::firsts)
            .filter(f -> f > 0)
            .sorted((a, b) -> b - a)
            .toList();
    // three are named, and the fourth rather than "1 other"
    int others = best.size() > 4 ? best.size() - 3 : 0;
    assertEquals(others, m.group("others") == null ? 0 : number(m.group("others")));
    assertEquals(
        best.subList(0, best.size() - others), listed.stream().map(facts::firsts).toList());
    String rest = m.group("rest") == null ? "" : m.group("rest");
    if (facts.signed()) {
      int n = facts.compared();
      direction(rest, "what comes first", facts.firstPositive(), facts.firstNegative(), n, true);
    } else {
      assertEquals("", rest);
    }
    return ties ? "NOTHING_TIED" : others > 0 ? "NOTHING_OTHERS" : "NOTHING";
  }

  private void compared(Matcher m) {
    assertEquals(facts.compared(), number(m.group("of")));
    assertEquals(facts.compared() != facts.photographs(), m.group("the") != null);
  }

  /** Checks in how many photographs which side is said, and of what. */
  private void direction(
      String said, String what, int positive, int negative, int of, boolean them) {
    boolean all = !them && of == facts.photographs();
    String counted = N + " " + NOUN;
    String whole = them ? "them" : all ? counted : "the " + counted + " that show it";
    String comma = them || all ? " " : ", ";
    String plain = them ? "of them" : whole.replace("the ", "");
    if (positive == 0 && negative == 0) {
      assertEquals("", said);
      return;
    }
    Matcher m;
    String speaks = what + " speaks \u27e8(?<side>for|against)\u27e9 " + OBJECT;
    if ((m = match("; in all " + plain + comma + speaks, said)) != null) {
      assertEquals(of, m.group("side").equals("for") ? positive : negative);
    } else if ((m = match("; in (?<k>\\d+) of " + whole + comma + speaks, said)) != null) {
      int k = number(m.group("k"));
      assertEquals(m.group("side").equals("for") ? positive : negative, k);
      assertTrue(4 * k >= 3 * of && k < of);
    } else {
      m =
          match(
              "; "
                  + what
                  + " speaks \u27e8for\u27e9 "
                  + OBJECT
                  + " in (?<k>\\d+|none) and"
                  + " \u27e8against\u27e9 it in (?<l>\\d+|none) of "
                  + whole,
              said);
      assertTrue(m != null, said);
      assertEquals(positive, number(m.group("k")));
      assertEquals(negative, number(m.group("l")));
      assertTrue(4 * positive < 3 * of && 4 * negative < 3 * of);
    }
    Matcher number = Pattern.compile(counted).matcher(said);
    if (!them) {
      assertTrue(number.find());
      do {
        assertEquals(of, number(number.group(1)), said);
        assertEquals(facts.isCases(), number.group(2).startsWith("case"));
      } while (number.find());
    }
    Matcher object = Pattern.compile("\u27e9 " + OBJECT).matcher(said);
    assertTrue(object.find());
    object(object.group(1));
  }

  /** Checks what segments speak for or against. */
  void object(String object) {
    switch (object) {
      case "the class on the label" -> assertTrue(facts.explainsLabels());
      case "the model\u2019s answer" -> assertTrue(facts.explainsAnswers());
      case "the class that was explained" -> {}
      default -> assertTrue(facts.explains(name(object)), object);
    }
  }

  private void open(Matcher m) {
    if (m.group("call") != null) {
      assertEquals(facts.className(), name(m.group("call")));
      assertTrue(facts.explains(facts.className()));
    } else if (m.group("asked") != null) {
      assertTrue(facts.explains(name(m.group("asked"))));
      where(m.group("in"));
    } else {
      about(m);
    }
  }

  private void about(Matcher m) {
    String about = m.group("about");
    if (about.startsWith("For ")) {
      assertEquals(facts.className(), name(about.substring(4)));
      assertTrue(facts.explains(facts.className()));
    } else {
      where(Character.toLowerCase(about.charAt(0)) + about.substring(1));
    }
  }

  private void where(String where) {
    if (where.startsWith("in photographs of ")) {
      assertEquals(facts.className(), name(where.substring(18)));
    } else if (where.equals("in photographs without a label")) {
      assertTrue(facts.isUnlabelled());
    } else {
      assertTrue(facts.isTogether(), where);
      assertEquals(facts.isCases(), !where.equals("over all photographs"), where);
    }
  }

  private String name(String mark) {
    String said = names.get(Integer.parseInt(mark.substring(1, mark.length() - 1)));
    // cells of grids are said as places
    return switch (said) {
      case "cell in row 12, column 4" -> "r12c4";
      case "middle of the left side" -> "centre-left";
      default -> said;
    };
  }

  private static int number(String text) {
    return text.equals("none") ? 0 : Integer.parseInt(text.replace(",", ""));
  }

  private static Matcher match(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.matches() ? matcher : null;
  }
}
