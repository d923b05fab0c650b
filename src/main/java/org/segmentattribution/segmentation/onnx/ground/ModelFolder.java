package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.BoundedFile;
import org.segmentattribution.file.JsonFault;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.file.models.InstalledModels;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tokenizer;

/**
 * The files of a segmenter: graphs, and the files published beside them.
 *
 * @param given file or folder that the user named
 * @param folder of the graphs
 * @param device that computes
 * @param opened graphs opened so far, to be closed
 * @param declaration what a {@code segmenter.json} says of them; null if there is none
 */
public record ModelFolder(
    Path given,
    Path folder,
    String device,
    List<OnnxGraph> opened,
    SegmenterDeclaration declaration)
    implements AutoCloseable {
  /** Name of the file that says what graphs are. */
  public static final String DECLARATION = "segmenter.json";

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
   * Finds the folder without opening a graph; throws {@link WrongInput} where there is no such file
   * or where its declaration is wrong. A declaration counts for a folder, and for a file that it
   * names; it may be named itself.
   */
  public static ModelFolder of(Path given, String device) {
    Path nested = given.resolve("onnx");
    if (Files.isDirectory(given)) {
      boolean hub = onnxFiles(given).isEmpty() && Files.isDirectory(nested);
      return of(given, hub ? nested : given, device, null);
    }
    if (!Files.isRegularFile(given)) {
      throw new WrongInput(
          given + ": no such file or folder" + InstalledModels.ofUser().hint(given));
    }
    Path folder = given.toAbsolutePath().normalize().getParent();
    return of(given, folder, device, given.toString().endsWith(".json") ? given : null);
  }

  private static ModelFolder of(Path given, Path folder, String device, Path declared) {
    ModelFolder plain = new ModelFolder(given, folder, device, new ArrayList<>(), null);
    Path file = declared == null ? plain.beside(DECLARATION) : declared;
    if (file == null) {
      return plain;
    }
    SegmenterDeclaration declaration = SegmenterJson.read(file);
    boolean whole = declared != null || Files.isDirectory(given);
    return whole || declaration.graphs().containsValue(real(given))
        ? new ModelFolder(given, folder, device, plain.opened, declaration)
        : plain;
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

  /** Opens a graph that the declaration names. */
  public OnnxGraph open(Path file) {
    return open(List.of(file)).get(0);
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

  /** Returns the names of classes that the declaration has; empty if it has none. */
  public List<String> names() {
    return declaration == null ? List.of() : declaration.values().names();
  }

  /** Returns the least score that the declaration has, or else the given one, 0 to 1. */
  public double threshold(double otherwise) {
    double declared = declaration == null ? Double.NaN : declaration.values().threshold();
    return Double.isNaN(declared) ? otherwise : declared;
  }

  /**
   * Returns a JSON file beside the graphs, {@code preprocessor_config.json} with what the
   * declaration says in its place; a missing node if there is none.
   */
  public JsonNode json(String name) {
    // transformers 5 writes one file for pictures and texts
    if (name.equals("preprocessor_config.json") && beside(name) == null) {
      return declared(json("processor_config.json").path("image_processor"));
    }
    Path file = beside(name);
    try {
      JsonNode node =
          file == null
              ? MissingNode.getInstance()
              : new ObjectMapper().readTree(BoundedFile.text(file));
      return name.equals("preprocessor_config.json") ? declared(node) : node;
    } catch (JsonProcessingException e) {
      throw new WrongInput(file + " is not JSON: " + JsonFault.of(e), e);
    } catch (IOException e) {
      throw new WrongInput(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private JsonNode declared(JsonNode config) {
    if (declaration == null || declaration.values().feed().isEmpty()) {
      return config;
    }
    ObjectNode said = declaration.values().feed();
    ObjectNode feed = config instanceof ObjectNode object ? object : said.objectNode();
    if (said.has("rescale_factor")) {
      feed.put("do_rescale", true);
    }
    if (said.has("image_mean") || said.has("image_std")) {
      feed.put("do_normalize", true);
    }
    return feed.setAll(said);
  }

  /**
   * Returns what the declaration says of the picture, with the keys of a {@code
   * preprocessor_config.json}; a missing node if it says nothing.
   */
  public JsonNode declaredFeed() {
    return declared(MissingNode.getInstance());
  }

  /** Returns the {@code tokenizer.json}; a {@link WrongInput} says what is wrong with it. */
  public Tokenizer tokenizer() {
    Path file = beside("tokenizer.json");
    if (file == null) {
      throw new WrongInput(
          given + ": the model takes text, but " + folder + " has no tokenizer.json");
    }
    try {
      Tokenizer tokenizer = Tokenizer.open(file);
      return declaration == null
          ? tokenizer
          : tokenizer.with(declaration.values().tokens(), declaration.values().padding());
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
      if (declaration != null) {
        hash.add(DECLARATION + "\n").add(declaration.file());
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
