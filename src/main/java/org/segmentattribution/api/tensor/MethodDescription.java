package org.segmentattribution.api.tensor;

import java.util.List;
import java.util.function.Function;

/**
 * A saliency method that can be asked for.
 *
 * @param name for {@code --method} and rows: lower-case letters, digits and hyphens
 * @param summary what it is, in a few words
 * @param parameters that it takes
 * @param make makes it; throws {@link MethodValues#refuse} where a value is wrong
 */
public record MethodDescription(
    String name,
    String summary,
    List<Parameter> parameters,
    Function<MethodValues, SaliencyMethod> make) {
  /**
   * Copies the parameters.
   *
   * @param name for {@code --method} and rows: lower-case letters, digits and hyphens
   * @param summary what it is, in a few words
   * @param parameters that it takes
   * @param make makes it; throws {@link MethodValues#refuse} where a value is wrong
   */
  public MethodDescription {
    parameters = List.copyOf(parameters);
  }

  /**
   * A parameter.
   *
   * @param name in {@code name=value}
   * @param standard its value where none is given; may be empty
   * @param meaning in a few words
   */
  public record Parameter(String name, String standard, String meaning) {}
}
