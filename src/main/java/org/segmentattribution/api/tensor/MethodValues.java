package org.segmentattribution.api.tensor;

/**
 * The values of a method's parameters. What is not given has its standard value. Each reader throws
 * {@link IllegalArgumentException} in one line that names method and parameter, where a value is
 * wrong.
 */
public interface MethodValues {
  /** The text of a parameter; empty where there is no value. */
  String text(String name);

  /** Whether a parameter has a value. */
  boolean given(String name);

  /** A finite number. */
  float number(String name);

  /** A whole number of at least 1. */
  int count(String name);

  /** A whole number. */
  long seed(String name);

  /** Either {@code true} or {@code false}. */
  boolean flag(String name);

  /** Numbers separated by commas, one for each channel or one for all. */
  float[] numbers(String name);

  /** The refusal of a value, to be thrown: it says method, parameter, value and why. */
  IllegalArgumentException refuse(String name, String why);
}
