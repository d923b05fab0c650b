package org.segmentattribution.saliency;

import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;

/** Collects the parameters of one requested method, then makes the method. */
final class MethodRequest {
  private final AvailableMethod description;
  private final MethodParameters parameters;

  MethodRequest(AvailableMethod description) {
    this.description = description;
    this.parameters = new MethodParameters(description.name(), description.parameters());
  }

  /** Sets the run's seed, if the method has one. */
  void seed(long seed) {
    if (description.takes("seed")) {
      parameters.set("seed", String.valueOf(seed));
    }
  }

  /** Gives {@code name=value} or {@code METHOD:name=value} to the methods that it is meant for. */
  static void give(String text, List<MethodRequest> requests) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new WrongInput("parameter '" + text + "' is not name=value");
    }
    String key = text.substring(0, equals);
    String value = text.substring(equals + 1).trim();
    int colon = key.indexOf(':');
    String method = colon < 0 ? "" : key.substring(0, colon);
    String name = key.substring(colon + 1).trim();
    List<MethodRequest> takers =
        requests.stream()
            .filter(r -> method.isEmpty() || r.description.name().equals(method))
            .filter(r -> r.description.takes(name))
            .toList();
    if (takers.isEmpty()) {
      throw new WrongInput(
          "no chosen method has the parameter '"
              + key
              + "'; "
              + known(requests)
              + Spelling.hint(
                  name,
                  requests.stream()
                      .flatMap(request -> request.description.parameters().stream())
                      .map(Parameter::name)
                      .toList()));
    }
    takers.forEach(taker -> taker.parameters.set(name, value));
  }

  private static String known(List<MethodRequest> requests) {
    return String.join(
        "; ",
        requests.stream()
            .map(
                r ->
                    r.description.name()
                        + " has "
                        + (r.description.parameters().isEmpty()
                            ? "none"
                            : String.join(
                                ", ",
                                r.description.parameters().stream().map(Parameter::name).toList())))
            .toList());
  }

  NamedMethod make() {
    return new NamedMethod(
        description.name(), parameters.values(), description.make().apply(parameters));
  }
}
