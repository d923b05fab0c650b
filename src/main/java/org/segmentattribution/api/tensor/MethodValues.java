package org.segmentattribution.api.tensor;

import org.segmentattribution.api.WrongInput;

/**
 * The values of a method's parameters; a parameter that is not given has its default. Each reader
 * throws {@link WrongInput}, in one line that names method and parameter, where a value is wrong.
 */
public interface MethodValues {
  /**
   * {@return the text of a parameter; empty where there is no value}
   *
   * @param name name of the parameter
   */
  String text(String name);

  /**
   * {@return whether a parameter has a value}
   *
   * @param name name of the parameter
   */
  boolean given(String name);

  /**
   * {@return a finite number}
   *
   * @param name name of the parameter
   */
  float number(String name);

  /**
   * {@return a whole number of at least 1}
   *
   * @param name name of the parameter
   */
  int count(String name);

  /**
   * {@return a whole number}
   *
   * @param name name of the parameter
   */
  long seed(String name);

  /**
   * {@return either {@code true} or {@code false}}
   *
   * @param name name of the parameter
   */
  boolean flag(String name);

  /**
   * {@return numbers that are separated by commas: one for each channel, or one for all}
   *
   * @param name name of the parameter
   */
  float[] numbers(String name);

  /**
   * {@return an error to throw, which names method, parameter and value, and says why the value is
   * wrong}
   *
   * @param name name of the parameter
   * @param why reason, such as {@code is not a number}
   */
  WrongInput refuse(String name, String why);
}
