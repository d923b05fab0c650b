package org.segmentattribution.api.tensor;

import java.util.List;
import java.util.function.Function;

/**
 * A saliency method that users can ask for.
 *
 * @param name name for {@code --method} and rows: lower-case letters, digits and hyphens
 * @param summary what the method computes, in a few words
 * @param parameters parameters that it takes
 * @param make makes the method; throws {@link MethodValues#refuse} where a value is wrong
 */
public record MethodDescription(
    String name,
    String summary,
    List<Parameter> parameters,
    Function<MethodValues, SaliencyMethod> make) {
  /**
   * Copies the parameters.
   *
   * @param name name for {@code --method} and rows: lower-case letters, digits and hyphens
   * @param summary what the method computes, in a few words
   * @param parameters parameters that it takes
   * @param make makes the method; throws {@link MethodValues#refuse} where a value is wrong
   */
  public MethodDescription {
    parameters = List.copyOf(parameters);
  }

  /**
   * A parameter of a method.
   *
   * @param name name in {@code name=value}
   * @param standard default value; may be empty
   * @param meaning what it means, in a few words
   */
  public record Parameter(String name, String standard, String meaning) {}
}
