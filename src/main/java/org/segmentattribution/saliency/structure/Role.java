package org.segmentattribution.saliency.structure;

/**
 * How relevance leaves a layer towards its inputs.
 *
 * @param kind the way
 * @param signal number of the input that takes all of it, for {@link Kind#ONE_FACTOR}
 */
public record Role(Kind kind, int signal) {
  /** The ways. */
  public enum Kind {
    /** Nothing flows back: the value is a constant for relevance. */
    NONE,
    /** By the layer's own derivative: in proportion, or as softmax is defined. */
    OWN,
    /** By the method's rule for layers with weights. */
    RULE,
    /** Unchanged, through a function of each value with f(0) = 0. */
    PASS,
    /** Unchanged, through a softplus from which the next layer takes log 2. */
    PASS_SHIFTED,
    /** All to one factor of a product, or to the numerator; the other input is a constant. */
    ONE_FACTOR,
    /** Half to each factor of a product. */
    HALVES,
    /** In proportion to x - mean, with the deviation as a constant. */
    NORMALISES,
    /** No rule is agreed on. */
    UNDEFINED
  }

  static final Role NONE = new Role(Kind.NONE, 0);

  static Role of(Kind kind) {
    return new Role(kind, 0);
  }

  static Role factor(int signal) {
    return new Role(Kind.ONE_FACTOR, signal);
  }

  /** Returns whether an input takes relevance. */
  boolean reaches(int input) {
    return kind != Kind.NONE && (kind != Kind.ONE_FACTOR || input == signal);
  }
}
