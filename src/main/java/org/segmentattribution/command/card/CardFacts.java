package org.segmentattribution.command.card;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.report.page.ExplainOverview;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.run.RunManifest;

/** What a run tested, on what and with what, for its card. Folders of the machine are left out. */
final class CardFacts {
  private CardFacts() {}

  /** Returns what was tested, by the words for it. */
  static Map<String, String> tested(RunManifest run, ExplainOverview overview) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("classifier", overview.model());
    facts.put(
        "photographs",
        NumberText.count(overview.images())
            + " explained"
            + (overview.skipped() > 0
                ? ", " + NumberText.count(overview.skipped()) + " left out (failures.csv)"
                : "")
            + ", from "
            + last(setting(run, "images")));
    if (Double.isFinite(overview.correct())) {
      facts.put(
          "label predicted", NumberText.percent(overview.correct()) + " of these photographs");
    }
    facts.put("explained class", explained(setting(run, "target")));
    facts.put("method", methods(run, overview.methods()));
    facts.put("segments found by", segmenter(setting(run, "segmenter")));
    facts.put("segments asked for", setting(run, "segments"));
    facts.put("same answers as ONNX Runtime", selfCheck(run));
    facts.values().removeIf(value -> value == null || value.isEmpty());
    return facts;
  }

  /** Returns hashes and versions. */
  static Map<String, String> made(RunManifest run, String tables) {
    Map<String, String> facts = new LinkedHashMap<>();
    run.inputs()
        .forEach(
            (name, hash) ->
                facts.put(
                    "SHA-256 of "
                        + switch (name) {
                          case "model" -> "the model's file";
                          case "declaration" -> "its classes and preprocessing";
                          case "images" -> "the list of images";
                          default -> name;
                        },
                    hash));
    facts.put("SHA-256 of the tables (sat.csv)", tables);
    run.versions().forEach(facts::put);
    facts.put("device", run.device());
    facts.put("seed", Long.toString(run.seed()));
    return facts;
  }

  private static String explained(String target) {
    return switch (target) {
      case "label" -> "the label of the photograph";
      case "predicted" -> "the class that the classifier predicts";
      case "positives" -> "each class above one half";
      default -> target;
    };
  }

  /** Adds the parameters that the methods had. */
  private static String methods(RunManifest run, List<String> names) {
    Map<?, ?> all = run.configuration().get("parameters") instanceof Map<?, ?> map ? map : Map.of();
    return names.stream()
        .map(
            name ->
                all.get(name) instanceof Map<?, ?> set && !set.isEmpty()
                    ? name + " (" + parameters(set) + ")"
                    : name)
        .collect(Collectors.joining(", "));
  }

  private static String parameters(Map<?, ?> set) {
    return set.entrySet().stream()
        .filter(one -> !String.valueOf(one.getValue()).isEmpty())
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String segmenter(String specification) {
    return Arrays.stream(specification.split("\\+"))
        .map(
            part -> {
              int colon = part.indexOf(':');
              return colon < 0
                  ? part
                  : part.substring(0, colon + 1) + last(part.substring(colon + 1));
            })
        .collect(Collectors.joining(" + "));
  }

  private static String selfCheck(RunManifest run) {
    Map<String, Object> check = run.selfCheck();
    return check != null
            && Boolean.TRUE.equals(check.get("checked"))
            && check.get("largest_difference") instanceof Number difference
            && check.get("images") instanceof Number images
        ? "yes: logits of "
            + NumberText.images(images.intValue())
            + " differ by at most "
            + NumberText.significant(difference.doubleValue())
        : "";
  }

  private static String setting(RunManifest run, String key) {
    Object value = run.configuration().get(key);
    return value == null
        ? ""
        : value instanceof List<?> list
            ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
            : value.toString();
  }

  /** Returns the last name of a path: the folders above say nothing to others. */
  private static String last(String path) {
    Path name = Path.of(path).getFileName();
    return name == null ? path : name.toString();
  }
}
