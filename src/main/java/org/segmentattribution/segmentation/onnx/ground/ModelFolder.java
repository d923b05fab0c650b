package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.BoundedFile;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tokenizer;

/**
 * The files of a segmenter: graphs, and the files published beside them.
 *
 * @param given file or folder that the user named
 * @param folder of the graphs
 * @param device that computes
 * @param opened graphs opened so far, to be closed
 */
public record ModelFolder(Path given, Path folder, String device, List<OnnxGraph> opened)
    implements AutoCloseable {
  private static final List<String> BESIDE =
      List.of(
          "tokenizer.json",
          "preprocessor_config.json",
          "processor_config.json",
          "config.json",
          "names.txt",
          "classes.txt",
          "labels.txt");

  /**
   * Finds the folder without opening anything; throws {@link WrongInput} where there is no such
   * file.
   */
  public static ModelFolder of(Path given, String device) {
    Path nested = given.resolve("onnx");
    if (Files.isDirectory(given)) {
      boolean hub = onnxFiles(given).isEmpty() && Files.isDirectory(nested);
      return new ModelFolder(given, hub ? nested : given, device, new ArrayList<>());
    }
    if (!Files.isRegularFile(given)) {
      throw new WrongInput(given + ": no such file or folder");
    }
    return new ModelFolder(
        given, given.toAbsolutePath().normalize().getParent(), device, new ArrayList<>());
  }

  private static List<Path> onnxFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".onnx") && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new WrongInput(folder + ": cannot be listed", e);
    }
  }

  /** Returns the graphs that the user named: one file, or all of a folder. */
  public List<OnnxGraph> named() {
    return open(Files.isDirectory(given) ? onnxFiles(folder) : List.of(given));
  }

  /** Returns the other graphs of the folder. */
  public List<OnnxGraph> others() {
    List<Path> known = opened.stream().map(graph -> real(graph.file())).toList();
    return open(onnxFiles(folder).stream().filter(file -> !known.contains(real(file))).toList());
  }

  private static Path real(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private List<OnnxGraph> open(List<Path> files) {
    List<OnnxGraph> graphs = new ArrayList<>();
    for (Path file : files) {
      OnnxGraph graph = OnnxGraph.open(file, device);
      opened.add(graph);
      graphs.add(graph);
    }
    return graphs;
  }

  /**
   * Returns a file beside the graphs, or one folder up, where the hub keeps it; null if there is
   * none.
   */
  public Path beside(String name) {
    Path own = real(folder).resolve(name);
    Path above = real(folder).resolveSibling(name);
    if (Files.isRegularFile(own)) {
      return own;
    }
    boolean nested = real(folder).endsWith("onnx");
    return nested && Files.isRegularFile(above) ? above : null;
  }

  /** Returns a JSON file beside the graphs; a missing node if there is none. */
  public JsonNode json(String name) {
    // transformers 5 writes one file for pictures and texts
    if (name.equals("preprocessor_config.json") && beside(name) == null) {
      return json("processor_config.json").path("image_processor");
    }
    Path file = beside(name);
    try {
      return file == null
          ? MissingNode.getInstance()
          : new ObjectMapper().readTree(BoundedFile.text(file));
    } catch (JsonProcessingException e) {
      throw new WrongInput(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new WrongInput(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the {@code tokenizer.json}; a {@link WrongInput} says what is wrong with it. */
  public Tokenizer tokenizer() {
    Path file = beside("tokenizer.json");
    if (file == null) {
      throw new WrongInput(
          given + ": the model takes text, but " + folder + " has no tokenizer.json");
    }
    try {
      return Tokenizer.open(file);
    } catch (IOException e) {
      throw new WrongInput(e.getMessage(), e);
    }
  }

  /**
   * Returns SHA-256 over all opened files, the files with their values, and the files that say how
   * to use them.
   */
  public String sha256() {
    Sha256 hash = new Sha256();
    try {
      for (OnnxGraph graph : opened) {
        hash.add(graph.file().getFileName() + "\n").add(graph.file());
        for (Path values : graph.external()) {
          // ONNX Runtime has refused the graph if it misses one
          if (Files.isRegularFile(values)) {
            hash.add(values.getFileName() + "\n").add(values);
          }
        }
      }
      for (String name : BESIDE) {
        if (beside(name) != null) {
          hash.add(name + "\n").add(beside(name));
        }
      }
      return hash.hex();
    } catch (IOException e) {
      throw new WrongInput(given + ": cannot be read", e);
    }
  }

  @Override
  public void close() {
    opened.forEach(OnnxGraph::close);
  }
}
