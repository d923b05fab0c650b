package org.segmentattribution.segmentation.onnx;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.SegmenterDeclaration;

/**
 * Opens the graphs of a {@code segmenter.json} and gives their inputs and outputs the names of
 * their family. Every error is one line that names the file and the key.
 */
final class DeclaredGraphs {
  private final ModelFolder folder;
  private final SegmenterDeclaration declared;
  private final DeclaredFamily family;

  private DeclaredGraphs(ModelFolder folder) {
    this.folder = folder;
    declared = folder.declaration();
    family =
        Stream.of(DeclaredFamily.values())
            .filter(each -> each.type().equals(declared.type()))
            .findFirst()
            .orElseThrow(
                () ->
                    wrong(
                        "type",
                        "is '"
                            + declared.type()
                            + "', which is none of "
                            + String.join(", ", DeclaredFamily.types())
                            + Spelling.hint(declared.type(), DeclaredFamily.types())));
  }

  /** Returns the graphs by their task; throws {@link WrongInput} where they do not fit. */
  static Map<OnnxContract, OnnxGraph> open(ModelFolder folder) {
    return new DeclaredGraphs(folder).open();
  }

  private Map<OnnxContract, OnnxGraph> open() {
    List<String> parts = family.graphs().stream().map(DeclaredFamily.Graph::part).toList();
    for (String part : declared.graphs().keySet()) {
      if (!parts.contains(part)) {
        throw wrong("graphs." + part, noneOf(part, parts));
      }
    }
    for (String part : parts) {
      if (!declared.graphs().containsKey(part)) {
        throw wrong("graphs." + part, "is missing: " + family.type() + " has " + parts);
      }
    }
    known("inputs", declared.inputs(), true);
    known("outputs", declared.outputs(), false);
    Map<OnnxContract, OnnxGraph> graphs = new EnumMap<>(OnnxContract.class);
    for (DeclaredFamily.Graph part : family.graphs()) {
      graphs.put(part.contract(), named(part, folder.open(declared.graphs().get(part.part()))));
    }
    return graphs;
  }

  private void known(String key, Map<String, String> given, boolean inputs) {
    Set<String> roles = new LinkedHashSet<>();
    for (DeclaredFamily.Graph graph : family.graphs()) {
      roles(graph, inputs).forEach(role -> roles.add(role.name()));
    }
    for (String name : given.keySet()) {
      boolean known =
          family.graphs().stream()
              .flatMap(graph -> roles(graph, inputs).stream())
              .anyMatch(role -> role.has(name));
      if (!known) {
        throw wrong(key + "." + name, noneOf(name, List.copyOf(roles)));
      }
    }
  }

  private static List<DeclaredFamily.Role> roles(DeclaredFamily.Graph graph, boolean inputs) {
    return inputs ? graph.inputs() : graph.outputs();
  }

  private OnnxGraph named(DeclaredFamily.Graph part, OnnxGraph graph) {
    Map<String, String> inputs = own(part.inputs(), declared.inputs(), graph, true);
    Map<String, String> outputs = own(part.outputs(), declared.outputs(), graph, false);
    OnnxGraph named = graph.named(inputs, outputs);
    size(part, graph);
    for (String input : named.inputs().keySet()) {
      boolean known = part.inputs().stream().anyMatch(role -> role.has(input));
      // the detector's features may have the names that the encoder gives them
      boolean linked = part.inputs().stream().anyMatch(role -> role.name().endsWith("_*"));
      if (!known && !linked) {
        throw wrong(
            "inputs", "says nothing of the input '" + input + "' of " + graph.file().getFileName());
      }
    }
    return named;
  }

  /** Returns the graph's own name of each role that it fills. */
  private Map<String, String> own(
      List<DeclaredFamily.Role> roles, Map<String, String> given, OnnxGraph graph, boolean inputs) {
    Map<String, OnnxGraph.Port> ports = inputs ? graph.inputs() : graph.outputs();
    String key = inputs ? "inputs." : "outputs.";
    Map<String, String> own = new LinkedHashMap<>();
    for (DeclaredFamily.Role role : roles) {
      given.forEach(
          (name, port) -> {
            if (role.has(name)) {
              own.put(name, checked(key + name, role, port, ports, graph));
            }
          });
      boolean said = given.keySet().stream().anyMatch(role::has);
      boolean itself = ports.containsKey(role.name()) && !own.containsValue(role.name());
      if (!said && itself) {
        own.put(role.name(), checked(key + role.name(), role, role.name(), ports, graph));
      } else if (!said && role.kind().equals("image") && graph.onlyImage() != null) {
        own.put(role.name(), graph.onlyImage());
      } else if (!said && role.needed()) {
        throw wrong(
            key + role.name(), "is missing: " + graph.file().getFileName() + " has " + ports);
      }
    }
    own.forEach(
        (name, port) -> {
          if (!name.equals(port) && ports.containsKey(name) && !own.containsValue(name)) {
            throw wrong(key + name, "is '" + port + "', but the graph has a '" + name + "' too");
          }
        });
    return own;
  }

  private String checked(
      String key,
      DeclaredFamily.Role role,
      String port,
      Map<String, OnnxGraph.Port> ports,
      OnnxGraph graph) {
    String file = graph.file().getFileName().toString();
    if (!ports.containsKey(port)) {
      throw wrong(key, "is '" + port + "', but " + file + " has only " + ports);
    }
    if (!role.fits(ports.get(port))) {
      throw wrong(
          key, "needs " + role + ", but '" + port + "' of " + file + " is " + ports.get(port));
    }
    return port;
  }

  /** Refuses a size that the first graph of the family cannot take. */
  private void size(DeclaredFamily.Graph part, OnnxGraph graph) {
    int height = declared.values().feed().path("size").path("height").asInt(0);
    int width = declared.values().feed().path("size").path("width").asInt(0);
    String image = graph.onlyImage();
    if (height == 0 || image == null || part != family.graphs().get(0)) {
      return;
    }
    long[] shape = graph.inputs().get(image).shape();
    int first = shape.length - 3;
    boolean last = shape[first] != 3 && shape[first + 2] == 3;
    long own = shape[first + (last ? 0 : 1)];
    long across = shape[first + (last ? 1 : 2)];
    if (own > 0 && own != height || across > 0 && across != width) {
      throw wrong(
          "size",
          "is [%d, %d], but %s takes %s"
              .formatted(height, width, graph.file().getFileName(), graph.inputs().get(image)));
    }
  }

  private String noneOf(String name, List<String> known) {
    return "is unknown: "
        + family.type()
        + " has "
        + String.join(", ", known)
        + Spelling.hint(name, known);
  }

  private WrongInput wrong(String key, String what) {
    return new WrongInput(folder.declaration().file() + ": " + key + " " + what);
  }
}
