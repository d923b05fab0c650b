package org.segmentattribution.saliency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;

/** Finds methods by name and gives them their parameters. */
public final class SaliencyMethods {
  private static final String ENSEMBLE = "ensemble:";

  private SaliencyMethods() {}

  /** Returns all names that {@link #named} takes, besides {@code ensemble:A+B}. */
  public static List<String> names() {
    return MethodCatalogue.all().stream().map(AvailableMethod::name).toList();
  }

  /** Returns what a method computes, in a few words. */
  public static String summary(String name) {
    return description(name).summary();
  }

  /** Returns the parameters that a method takes. */
  public static List<Parameter> parameters(String name) {
    return description(name).parameters();
  }

  /** Returns the method with this name and default parameters; see {@link #select}. */
  public static NamedMethod named(String name) {
    return select(List.of(name), List.of(), 1, ChannelReduction.SUM).get(0);
  }

  /**
   * Returns methods by name, with parameters.
   *
   * @param names names of methods, or {@code ensemble:A+B}: the mean of their normalised maps
   * @param parameters {@code name=value} for each chosen method that has it, {@code
   *     METHOD:name=value} for one
   * @param seed seed of methods that choose at random, where no parameter gives another
   * @param channels how an ensemble's members become maps
   * @throws WrongInput in one line, if a name or value is unknown or not allowed
   */
  public static List<NamedMethod> select(
      List<String> names, List<String> parameters, long seed, ChannelReduction channels) {
    List<MethodRequest> requests = new ArrayList<>();
    List<List<MethodRequest>> grouped = new ArrayList<>();
    for (String name : names) {
      List<MethodRequest> members =
          members(name).stream().map(member -> new MethodRequest(description(member))).toList();
      requests.addAll(members);
      grouped.add(members);
    }
    requests.forEach(request -> request.seed(seed));
    parameters.forEach(parameter -> MethodRequest.give(parameter, requests));
    List<NamedMethod> methods = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<NamedMethod> made = grouped.get(i).stream().map(MethodRequest::make).toList();
      methods.add(
          names.get(i).startsWith(ENSEMBLE) ? ensemble(names.get(i), made, channels) : made.get(0));
    }
    return methods;
  }

  private static List<String> members(String name) {
    return name.startsWith(ENSEMBLE)
        ? List.of(name.substring(ENSEMBLE.length()).split("\\+", -1))
        : List.of(name);
  }

  private static NamedMethod ensemble(
      String name, List<NamedMethod> members, ChannelReduction channels) {
    Map<String, String> parameters = new LinkedHashMap<>();
    members.forEach(
        member ->
            member
                .parameters()
                .forEach((key, value) -> parameters.put(member.name() + ":" + key, value)));
    return new NamedMethod(name, parameters, new Ensemble(members, channels));
  }

  private static AvailableMethod description(String name) {
    return MethodCatalogue.all().stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongInput(
                    "method '"
                        + name
                        + "' is not known; known: "
                        + names().stream().collect(Collectors.joining(", "))
                        + ", ensemble:A+B, auto"
                        + Spelling.hint(name, names())));
  }
}
