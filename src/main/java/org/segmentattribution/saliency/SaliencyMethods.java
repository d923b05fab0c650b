package org.segmentattribution.saliency;

import java.util.List;
import java.util.stream.Collectors;

/** The methods by name. */
public final class SaliencyMethods {
  private static final List<SaliencyMethod> ALL =
      List.of(new Gradient(), new InputTimesGradient(), new LrpZ());

  private SaliencyMethods() {}

  /** Every name that {@link #named} takes. */
  public static List<String> names() {
    return ALL.stream().map(SaliencyMethod::name).toList();
  }

  /** The method of that name; {@link IllegalArgumentException} that lists the names if none. */
  public static SaliencyMethod named(String name) {
    return ALL.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "method '"
                        + name
                        + "' is not known; known: "
                        + names().stream().collect(Collectors.joining(", "))));
  }
}
