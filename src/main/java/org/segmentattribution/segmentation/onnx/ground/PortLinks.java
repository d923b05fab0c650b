package org.segmentattribution.segmentation.onnx.ground;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;

/**
 * Which outputs of some graphs are the inputs of another: by equal name, or else by the only shape
 * that fits. An input that fits several outputs is refused, because a wrong one would give wrong
 * masks.
 *
 * @param sources where an input comes from, by its name
 */
public record PortLinks(Map<String, Source> sources) {
  /** An output of one of the graphs. */
  public record Source(int graph, String output) {}

  /**
   * Finds the links.
   *
   * @param makers graphs that make the values
   * @param own inputs that the caller fills, unless an output has the same name
   * @param usual where an input comes from, if no output has its name
   * @throws WrongInput in one line that names the input, where several outputs fit it
   */
  public static PortLinks of(
      List<OnnxGraph> makers, OnnxGraph taker, Set<String> own, Map<String, Source> usual) {
    Map<String, Source> sources = new LinkedHashMap<>();
    Map<Source, OnnxGraph.Port> free = new LinkedHashMap<>();
    for (int i = 0; i < makers.size(); i++) {
      int graph = i;
      makers.get(i).outputs().forEach((name, port) -> free.put(new Source(graph, name), port));
    }
    for (String input : taker.inputs().keySet()) {
      free.keySet().stream()
          .filter(source -> source.output().equals(input))
          .findFirst()
          .ifPresent(source -> sources.put(input, source));
    }
    usual.forEach(
        (input, source) -> {
          if (taker.takes(input) && !sources.containsKey(input)) {
            sources.put(input, source);
          }
        });
    free.keySet().removeAll(sources.values());
    List<String> open = new ArrayList<>(taker.inputs().keySet());
    open.removeAll(sources.keySet());
    open.removeAll(own);
    boolean found = true;
    while (found) {
      found = false;
      for (String input : List.copyOf(open)) {
        List<Source> fitting = fitting(taker.inputs().get(input), free);
        if (fitting.size() == 1) {
          sources.put(input, fitting.get(0));
          free.remove(fitting.get(0));
          open.remove(input);
          found = true;
        }
      }
    }
    for (String input : open) {
      List<Source> fitting = fitting(taker.inputs().get(input), free);
      if (!fitting.isEmpty()) {
        throw new WrongInput(
            "%s: its input '%s' fits the outputs %s; a file %s beside it says which one it is"
                .formatted(
                    taker.file(),
                    input,
                    fitting.stream().map(Source::output).toList(),
                    ModelFolder.DECLARATION));
      }
    }
    return new PortLinks(sources);
  }

  private static List<Source> fitting(OnnxGraph.Port port, Map<Source, OnnxGraph.Port> free) {
    List<Source> fitting = new ArrayList<>();
    free.forEach(
        (source, made) -> {
          if (fits(port, made)) {
            fitting.add(source);
          }
        });
    return fitting;
  }

  private static boolean fits(OnnxGraph.Port port, OnnxGraph.Port made) {
    boolean fits = port.rank() == made.rank() && port.real() == made.real();
    for (int i = 0; fits && i < port.rank(); i++) {
      long taken = port.shape()[i];
      fits = taken < 0 || made.shape()[i] < 0 || taken == made.shape()[i];
    }
    return fits;
  }

  /** Adds the linked values to a graph's inputs; {@code made} are the outputs of each graph. */
  public void put(List<Map<String, Tensor>> made, Map<String, Tensor> inputs) {
    sources.forEach((input, from) -> inputs.put(input, made.get(from.graph()).get(from.output())));
  }
}
