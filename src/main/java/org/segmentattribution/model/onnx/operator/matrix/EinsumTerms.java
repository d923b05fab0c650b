package org.segmentattribution.model.onnx.operator.matrix;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.onnx.file.NodeReader;

/**
 * The equation of an Einsum, with letters in place of dots.
 *
 * @param inputs letters of the axes of one or two operands
 * @param result letters of the output's axes
 */
record EinsumTerms(String[] inputs, String result) {
  private static final String DOTS = "...";

  /**
   * Reads the equation of a node.
   *
   * @param rank number of axes of an operand
   */
  static EinsumTerms read(NodeReader node, IntUnaryOperator rank) {
    String equation = node.text("equation", "").replaceAll("\\s", "");
    String[] sides = equation.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    boolean known =
        equation.matches("[a-zA-Z.]+(,[a-zA-Z.]+)?(->[a-zA-Z.]*)?")
            && terms.length == node.inputs().size();
    if (!known) {
      throw refuse(node, equation);
    }
    int most = 0;
    for (int i = 0; i < terms.length; i++) {
      int more = rank.applyAsInt(i) - terms[i].replace(DOTS, "").length();
      terms[i] = terms[i].replace(DOTS, dots(more));
      most = Math.max(most, more);
      if (terms[i].length() != rank.applyAsInt(i) || !single(terms[i])) {
        throw refuse(node, equation);
      }
    }
    String result = sides.length == 2 ? sides[1].replace(DOTS, dots(most)) : implied(terms);
    boolean all = result.chars().allMatch(c -> String.join("", terms).indexOf(c) >= 0);
    if (!all || !single(result)) {
      throw refuse(node, equation);
    }
    return new EinsumTerms(terms, result);
  }

  /** Digits for so many axes; the last is always the same. */
  private static String dots(int axes) {
    return axes > 0 ? "9876543210".substring(10 - Math.min(axes, 10)) : "";
  }

  private static boolean single(String term) {
    return term.chars().distinct().count() == term.length() && term.indexOf('.') < 0;
  }

  /** Without an arrow: what dots hold, then all letters that occur once, in their order. */
  private static String implied(String... terms) {
    Map<Integer, Integer> seen = new TreeMap<>();
    String joined = String.join("", terms);
    joined.chars().forEach(c -> seen.merge(c, 1, Integer::sum));
    StringBuilder result = new StringBuilder();
    seen.keySet().stream()
        .filter(Character::isDigit)
        .sorted((a, b) -> b - a)
        .forEach(c -> result.append((char) (int) c));
    seen.forEach(
        (c, times) -> {
          if (times == 1 && !Character.isDigit(c)) {
            result.append((char) (int) c);
          }
        });
    return result.toString();
  }

  WrongInput refuse(NodeReader node) {
    return refuse(node, node.text("equation", ""));
  }

  private static WrongInput refuse(NodeReader node, String equation) {
    return node.refuse(
        "the equation '"
            + equation
            + "' is not supported; write it with matmul or export unrolled");
  }
}
