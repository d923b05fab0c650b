package org.segmentattribution.report.answer;

/**
 * Which photographs an answer is about, and which class the model was asked about in them.
 *
 * @param of which photographs
 * @param className their class, or the explained one where rows are grouped by it; empty where
 *     {@code of} names none
 * @param asked which class was explained
 * @param target the class that was explained in every one of them; empty where there are several
 */
public record Question(Of of, String className, Asked asked, String target) {
  /** Which photographs. */
  public enum Of {
    /** Those of one class. */
    CLASS,
    /** Those without a label, beside those of classes. */
    UNLABELLED,
    /** All. */
    ALL,
    /** All, each once for every class that was explained in it. */
    CASES
  }

  /** Which class was explained. */
  public enum Asked {
    /** The class of {@link Of#CLASS}. */
    CLASS,
    /** The class on the label of each photograph. */
    LABEL,
    /** What the model says of each photograph. */
    ANSWER,
    /** Another class, the same in all. */
    ONE,
    /** None of these. */
    VARIOUS
  }

  /** A class of which photographs are explained as what they are. */
  public static Question of(String className) {
    return className.isEmpty()
        ? new Question(Of.ALL, "", Asked.LABEL, "")
        : new Question(Of.CLASS, className, Asked.CLASS, className);
  }

  /** Returns the photographs in words, such as {@code all photographs}, or the class. */
  public String subject() {
    return switch (of) {
      case CLASS -> className;
      case UNLABELLED -> "photographs without a label";
      case ALL, CASES -> "all photographs";
    };
  }

  /** Returns what a segment speaks for or against: a class, or words for one. */
  public String object() {
    return switch (asked) {
      case CLASS -> className;
      case LABEL -> "the class on the label";
      case ANSWER -> "the model\u2019s answer";
      case ONE -> target;
      case VARIOUS -> "the class that was explained";
    };
  }

  /** Returns whether {@link #object} is the name of a class. */
  public boolean isNamed() {
    return asked == Asked.CLASS || asked == Asked.ONE;
  }

  /** Returns what is counted: photographs, or cases where a photograph has several. */
  public String noun(int count) {
    return (of == Of.CASES ? "case" : "photograph") + (count == 1 ? "" : "s");
  }
}
