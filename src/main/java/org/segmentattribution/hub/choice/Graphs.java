package org.segmentattribution.hub.choice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.hub.HubFile;
import org.segmentattribution.hub.HubListing;

/**
 * The graphs of a repository, each in several kinds of numbers.
 *
 * @param folder of all graphs, with a slash at its end, or empty
 * @param byBase by name without the kind, then by kind
 */
record Graphs(String folder, Map<String, Map<String, HubFile>> byBase) {
  private static final String NESTED = "onnx/";
  private static final Set<String> TOWERS = Set.of("text_model", "vision_model");

  /**
   * Finds the graphs: in {@code onnx}, else in the repository itself, else in its only folder.
   *
   * @throws WrongInput where several folders have some
   */
  static Graphs of(HubListing listing) {
    Map<String, Map<String, Map<String, HubFile>>> folders = new TreeMap<>();
    for (HubFile file : listing.files()) {
      if (GraphName.isGraph(file.name())) {
        GraphName name = GraphName.of(file.name());
        folders
            .computeIfAbsent(file.folder(), key -> new TreeMap<>())
            .computeIfAbsent(name.base(), key -> new TreeMap<>())
            .put(name.variant(), file);
      }
    }
    for (String folder : List.of(NESTED, "")) {
      if (folders.containsKey(folder)) {
        return new Graphs(folder, needed(folders.get(folder)));
      }
    }
    if (folders.size() > 1) {
      throw new WrongInput(
          listing.repository().id()
              + " has graphs in several folders, which are several models: "
              + String.join(", ", folders.keySet())
              + "; this is not supported");
    }
    return folders.entrySet().stream()
        .map(only -> new Graphs(only.getKey(), needed(only.getValue())))
        .findFirst()
        .orElse(new Graphs("", Map.of()));
  }

  /** Leaves out the graph that holds two towers where each has one of its own. */
  private static Map<String, Map<String, HubFile>> needed(
      Map<String, Map<String, HubFile>> byBase) {
    Map<String, Map<String, HubFile>> needed = new LinkedHashMap<>(byBase);
    if (byBase.keySet().containsAll(TOWERS)) {
      needed.keySet().retainAll(TOWERS);
    }
    return needed;
  }

  boolean isEmpty() {
    return byBase.isEmpty();
  }

  /** Returns the kinds of numbers that all graphs have. */
  Set<String> variants() {
    Set<String> common = null;
    for (Map<String, HubFile> kinds : byBase.values()) {
      if (common == null) {
        common = new TreeSet<>(kinds.keySet());
      } else {
        common.retainAll(kinds.keySet());
      }
    }
    return common == null ? Set.of() : common;
  }

  /**
   * Returns the graphs in one kind of numbers.
   *
   * @throws WrongInput where there is none
   */
  List<HubFile> in(String variant) {
    if (!variants().contains(variant)) {
      throw WrongInput.of(
          "{variant} %s is not there; there is %s",
          variant,
          variants().isEmpty() ? "none that all graphs have" : String.join(", ", variants()));
    }
    return byBase.values().stream().map(kinds -> kinds.get(variant)).toList();
  }
}
