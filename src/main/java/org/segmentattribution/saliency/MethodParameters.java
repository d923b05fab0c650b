package org.segmentattribution.saliency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.api.tensor.MethodValues;

/**
 * Reads the parameters of one method by their meaning. A parameter that is not given has its
 * default; every error is a {@link WrongInput} that names method and parameter.
 */
public final class MethodParameters implements MethodValues {
  private final String method;
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Starts with the defaults of a method's parameters. */
  MethodParameters(String method, List<Parameter> known) {
    this.method = method;
    known.forEach(parameter -> values.put(parameter.name(), parameter.standard()));
  }

  /** Sets the value of a parameter, which the method must have. */
  void set(String name, String value) {
    values.replace(name, value);
  }

  /** Returns names and values of all parameters. */
  Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Returns the text of a parameter; empty where there is no value. */
  @Override
  public String text(String name) {
    return values.get(name);
  }

  /** Returns whether a parameter has a value. */
  @Override
  public boolean given(String name) {
    return !text(name).isEmpty();
  }

  /** Returns a finite number. */
  @Override
  public float number(String name) {
    try {
      float value = Float.parseFloat(text(name));
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number that is not finite
    }
    throw refuse(name, "is not a number");
  }

  /** Returns a number above 0. */
  public float positive(String name) {
    float value = number(name);
    if (value <= 0) {
      throw refuse(name, "must be greater than 0");
    }
    return value;
  }

  /** Returns a number that is at least {@code least}. */
  public float atLeast(String name, float least) {
    float value = number(name);
    if (value < least) {
      throw refuse(name, "must be at least " + least);
    }
    return value;
  }

  /** Returns a whole number of at least 1. */
  @Override
  public int count(String name) {
    if (!text(name).matches("\\d{1,9}") || Integer.parseInt(text(name)) < 1) {
      throw refuse(name, "must be a whole number of at least 1");
    }
    return Integer.parseInt(text(name));
  }

  /** Returns a whole number. */
  @Override
  public long seed(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw refuse(name, "must be a whole number");
    }
  }

  /** Returns either {@code true} or {@code false}. */
  @Override
  public boolean flag(String name) {
    return switch (text(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refuse(name, "must be true or false");
    };
  }

  /** Returns numbers separated by commas, one for each channel or one for all. */
  @Override
  public float[] numbers(String name) {
    String[] parts = text(name).split(",", -1);
    float[] numbers = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        numbers[i] = Float.parseFloat(parts[i].trim());
      } catch (NumberFormatException e) {
        numbers[i] = Float.NaN;
      }
      if (!Float.isFinite(numbers[i])) {
        throw refuse(name, "must be a number, or numbers with commas between them");
      }
    }
    return numbers;
  }

  /** Returns a number of at least 0, such as 0.1 or 1/255. */
  public float fraction(String name) {
    String[] parts = text(name).split("/", -1);
    try {
      float value = Float.parseFloat(parts[0]);
      value = parts.length == 2 ? value / Float.parseFloat(parts[1]) : value;
      if (parts.length <= 2 && value >= 0 && Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number that is not finite
    }
    throw refuse(name, "is not a number of at least 0, such as 0.1 or 1/255");
  }

  /** Returns the array in a file. */
  public InputArray array(String name) {
    return InputArray.read(Path.of(text(name)));
  }

  /** Returns one of the constants, by its name in lower case. */
  public <E extends Enum<E>> E choice(String name, Class<E> constants) {
    List<String> known = new ArrayList<>();
    for (E constant : constants.getEnumConstants()) {
      String label = constant.name().toLowerCase(Locale.ROOT);
      if (label.equals(text(name))) {
        return constant;
      }
      known.add(label);
    }
    throw refuse(name, "must be one of " + String.join(", ", known));
  }

  /** Returns whether a parameter has the first of two values; it must have one of them. */
  public boolean either(String name, String first, String second) {
    if (!List.of(first, second).contains(text(name))) {
      throw refuse(name, "must be " + first + " or " + second);
    }
    return text(name).equals(first);
  }

  /**
   * Returns an error to throw, which names method, parameter and value, and says why the value is
   * wrong.
   */
  @Override
  public WrongInput refuse(String name, String why) {
    return new WrongInput(method + ": " + name + "=" + text(name) + " " + why);
  }
}
