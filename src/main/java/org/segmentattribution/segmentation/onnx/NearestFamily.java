package org.segmentattribution.segmentation.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.runtime.OnnxGraph;

/**
 * The declared family that a graph without a contract is nearest to: what it lacks, or the {@code
 * segmenter.json} that would say what its inputs and outputs are.
 */
final class NearestFamily {
  private final DeclaredFamily family;
  private final OnnxGraph graph;
  private final Map<String, String> inputs = new LinkedHashMap<>();
  private final Map<String, String> outputs = new LinkedHashMap<>();
  private final List<String> lacking = new ArrayList<>();
  private int likeness;

  private NearestFamily(DeclaredFamily family, OnnxGraph graph) {
    this.family = family;
    this.graph = graph;
    DeclaredFamily.Graph part = family.graphs().get(0);
    match(part.inputs(), graph.inputs(), inputs, "takes ");
    match(part.outputs(), graph.outputs(), outputs, "makes ");
  }

  /** Returns a part of a sentence about one graph; an empty text if it is near to no family. */
  static String of(OnnxGraph graph) {
    NearestFamily best = null;
    for (DeclaredFamily family : DeclaredFamily.values()) {
      if (family.graphs().size() == 1) {
        NearestFamily one = new NearestFamily(family, graph);
        best = best == null || one.likeness > best.likeness ? one : best;
      }
    }
    return best == null || best.likeness < 1 ? "" : best.inWords();
  }

  /** Gives each role a port: that of its name, or else the first that can have it. */
  private void match(
      List<DeclaredFamily.Role> roles,
      Map<String, OnnxGraph.Port> ports,
      Map<String, String> found,
      String verb) {
    Set<String> free = new LinkedHashSet<>(ports.keySet());
    for (DeclaredFamily.Role role : roles) {
      if (ports.containsKey(role.name()) && fits(role, role.name(), ports)) {
        found.put(role.name(), role.name());
        free.remove(role.name());
        likeness += 3;
      }
    }
    for (DeclaredFamily.Role role : roles) {
      if (!role.needed() || found.containsKey(role.name())) {
        continue;
      }
      String port = free.stream().filter(p -> fits(role, p, ports)).findFirst().orElse(null);
      if (port == null) {
        lacking.add(verb + role.name() + ", " + role);
        likeness -= 2;
      } else {
        found.put(role.name(), port);
        free.remove(port);
        likeness++;
      }
    }
    likeness -= free.size();
  }

  private boolean fits(DeclaredFamily.Role role, String port, Map<String, OnnxGraph.Port> ports) {
    boolean picture = role.kind().equals("image");
    return role.fits(ports.get(port)) && (!picture || port.equals(graph.onlyImage()));
  }

  private String inWords() {
    return lacking.isEmpty()
        ? "its shapes could be those of '%s': then write %s into segmenter.json beside it"
            .formatted(family.type(), declaration())
        : "the nearest type is '%s', which also %s"
            .formatted(family.type(), String.join(", and ", lacking));
  }

  private String declaration() {
    return "{\"type\": \"%s\", \"graphs\": {\"model\": \"%s\"}%s%s}"
        .formatted(
            family.type(),
            graph.file().getFileName(),
            names(", \"inputs\": ", inputs),
            names(", \"outputs\": ", outputs));
  }

  private static String names(String key, Map<String, String> own) {
    String pairs =
        own.entrySet().stream()
            .filter(name -> !name.getKey().equals(name.getValue()))
            .map(name -> "\"%s\": \"%s\"".formatted(name.getKey(), name.getValue()))
            .collect(Collectors.joining(", "));
    return pairs.isEmpty() ? "" : key + "{" + pairs + "}";
  }
}
