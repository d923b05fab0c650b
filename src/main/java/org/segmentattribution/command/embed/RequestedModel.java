package org.segmentattribution.command.embed;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.segmentattribution.api.ExplainerRequest;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Interpolation;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelTrust;

/**
 * The model of a request. Reads values by the names of the settings; every error is a {@link
 * WrongInput} that begins with the name.
 *
 * @param request the program's request
 */
record RequestedModel(ExplainerRequest.Model request) {
  private static final List<String> INTERPOLATIONS =
      Stream.of(Interpolation.values()).map(Interpolation::text).toList();
  private static final List<String> KNOWN =
      List.of(
          "arch",
          "classes",
          "head",
          "input-size",
          "resize",
          "range",
          "mean",
          "std",
          "channel-order",
          "crop-fraction",
          "crop-mode",
          "interpolation",
          "antialias",
          "input-layout",
          "input-type");

  /** Returns the model file with its settings for a device. */
  ModelFile on(String device) {
    TreeSet<String> unknown = new TreeSet<>(request.declared().keySet());
    KNOWN.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw WrongInput.of(
          "%s: no part of a model's declaration; there are %s", unknown.first(), KNOWN);
    }
    return new ModelFile(
        request.file(),
        one("arch", List.of(), text -> text),
        device,
        flags(),
        request.selfCheck(),
        trust());
  }

  private DeclarationFlags flags() {
    return new DeclarationFlags(
        request.declared().get("classes"),
        one("head", List.of("softmax", "sigmoid", "logits"), text -> text),
        new DeclarationFlags.InputSize(
            several("input-size", List.of(2), RequestedModel::size),
            one("resize", List.of(), RequestedModel::size),
            one("crop-fraction", List.of(), Double::valueOf),
            one("crop-mode", List.of("center", "squash", "border"), text -> text),
            one("interpolation", INTERPOLATIONS, text -> text),
            one("antialias", List.of("on", "off"), "on"::equals)),
        new DeclarationFlags.InputValues(
            several("range", List.of(2), Float::valueOf),
            several("mean", List.of(1, 3), Float::valueOf),
            several("std", List.of(1, 3), Float::valueOf)),
        new DeclarationFlags.InputForm(
            one("channel-order", List.of("RGB", "BGR", "grey"), text -> text),
            one("input-layout", List.of("NCHW", "NHWC"), text -> text),
            one("input-type", List.of("float", "uint8"), text -> text)));
  }

  private ModelTrust trust() {
    boolean given = request.trusted() != null;
    try {
      return new ModelTrust(given, given ? request.trusted() : "", request.longestPass(), 0);
    } catch (WrongInput e) {
      throw WrongInput.of("{trust-model}: %s", e.getMessage());
    }
  }

  private static Integer size(String text) {
    int size = Integer.parseInt(text);
    if (size < 1) {
      throw new NumberFormatException("below 1");
    }
    return size;
  }

  /** Returns the value of a setting; null where it is not given. */
  private <T> T one(String name, List<String> allowed, Function<String, T> read) {
    List<String> values = request.declared().get(name);
    if (values == null) {
      return null;
    }
    if (!allowed.isEmpty() && !allowed.containsAll(values)) {
      throw WrongInput.of("{" + name + "}: %s is none of %s", values, allowed);
    }
    return several(name, List.of(1), read).get(0);
  }

  /** Returns the values of a setting; null where it is not given. */
  private <T> List<T> several(String name, List<Integer> counts, Function<String, T> read) {
    Map<String, List<String>> declared = request.declared();
    if (!declared.containsKey(name)) {
      return null;
    }
    String[] texts = declared.get(name).toArray(String[]::new);
    if (!counts.contains(texts.length)) {
      throw WrongInput.of(
          "{" + name + "}: takes %s values, not %s", counts, Arrays.toString(texts));
    }
    try {
      return Arrays.stream(texts).map(read).toList();
    } catch (NumberFormatException e) {
      throw WrongInput.of(
          "{" + name + "}: %s is no number that is allowed", Arrays.toString(texts));
    }
  }
}
