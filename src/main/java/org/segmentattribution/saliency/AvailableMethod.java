package org.segmentattribution.saliency;

import java.util.List;
import java.util.function.Function;

/**
 * A method that users can ask for, with its parameters.
 *
 * @param name on the command line
 * @param summary what the method computes, in a few words
 * @param parameters that it takes
 * @param make makes the method
 */
public record AvailableMethod(
    String name,
    String summary,
    List<Parameter> parameters,
    Function<MethodParameters, AttributionMethod> make) {

  /** Makes a method with these parameters. */
  public AvailableMethod(
      String name,
      String summary,
      Function<MethodParameters, AttributionMethod> make,
      Parameter... parameters) {
    this(name, summary, List.of(parameters), make);
  }

  boolean takes(String parameter) {
    return parameters.stream().anyMatch(p -> p.name().equals(parameter));
  }
}
