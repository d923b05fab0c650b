package org.segmentattribution.saliency;

import java.util.List;
import java.util.function.Function;
import org.segmentattribution.api.tensor.MethodDescription.Parameter;
import org.segmentattribution.api.tensor.MethodValues;
import org.segmentattribution.file.Extensions;

/** Adds the methods of jars, which know only {@code org.segmentattribution.api}. */
public final class ProvidedMethods implements AttributionMethodProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ProvidedMethods() {}

  @Override
  public List<AvailableMethod> methods() {
    return Extensions.added(org.segmentattribution.api.tensor.SaliencyMethodProvider.class).stream()
        .flatMap(provider -> provider.methods().stream())
        .map(ProvidedMethods::described)
        .toList();
  }

  private static AvailableMethod described(
      org.segmentattribution.api.tensor.MethodDescription provided) {
    Function<MethodValues, org.segmentattribution.api.tensor.SaliencyMethod> make = provided.make();
    return new AvailableMethod(
        provided.name(),
        provided.summary(),
        provided.parameters().stream().map(ProvidedMethods::parameter).toList(),
        values -> make.apply(values)::attribute);
  }

  private static org.segmentattribution.saliency.Parameter parameter(Parameter provided) {
    return new org.segmentattribution.saliency.Parameter(
        provided.name(), provided.standard(), provided.meaning());
  }
}
