package org.segmentattribution.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;

/** How a classifier's logits become probabilities: a {@code "head"} of its declaration. */
public enum Head {
  /** One class is right: a softmax over the logits. */
  SOFTMAX,
  /** Every class by itself, or one logit whose sign decides between two. */
  SIGMOID,
  /** Nothing is known: probabilities are a softmax over the logits. */
  LOGITS;

  /** The name in JSON and tables. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The head of a name.
   *
   * @throws WrongInput where there is none, in one line
   */
  public static Head named(String text) {
    for (Head head : values()) {
      if (head.text().equals(text)) {
        return head;
      }
    }
    String known =
        Arrays.stream(values())
            .map(head -> '"' + head.text() + '"')
            .collect(Collectors.joining(", "));
    throw new WrongInput(
        "head: "
            + Quoted.text(text)
            + " is not one of "
            + known
            + (text.startsWith("prob")
                ? ": of probabilities there is no logit to explain; export the network without what"
                    + " makes them"
                : ""));
  }

  /**
   * Probability of a class, 0 to 1.
   *
   * @param logits of one image
   * @param index of the class
   */
  public double probability(float[] logits, int index) {
    if (this == SIGMOID) {
      return 1 / (1 + Math.exp(-logits[index]));
    }
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - most);
    }
    return Math.exp(logits[index] - most) / sum;
  }
}
