package org.segmentattribution.hub.choice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.hub.HubFile;
import org.segmentattribution.hub.HubListing;
import org.segmentattribution.hub.SafePath;

/**
 * The files of a repository that are fetched. Pickled weights are never among them.
 *
 * @param files in the order in which they are fetched: small ones that say how to use the others,
 *     then the rest
 * @param variant kind of numbers of the graphs; empty for weights without a graph
 * @param others kinds that could be chosen instead
 */
public record FileChoice(List<HubFile> files, String variant, List<String> others) {
  private static final Set<String> BESIDE =
      Set.of(
          "config.json",
          "preprocessor_config.json",
          "processor_config.json",
          "image_processor_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.json",
          "vocab.txt",
          "merges.txt",
          "names.txt",
          "classes.txt",
          "labels.txt",
          "segmenter.json",
          "README.md");

  private static final Pattern LICENCE =
      Pattern.compile("(?i)(licen[cs]e|notice|copying)(\\.(txt|md))?");

  private static final String INDEX = "model.safetensors.index.json";
  private static final Pattern WEIGHTS =
      Pattern.compile("model\\.safetensors|model-\\d{5}-of-\\d{5}\\.safetensors");

  private static final Pattern UNREAD =
      Pattern.compile(".*\\.(bin|pth?|ckpt|pkl|h5|msgpack|gguf|ort|tflite|pb)");

  /** Copies the lists. */
  public FileChoice {
    files = List.copyOf(files);
    others = List.copyOf(others);
  }

  /** Returns how much is fetched, in bytes, as far as the hub has said it. */
  public long bytes() {
    return files.stream().mapToLong(file -> Math.max(0, file.size())).sum();
  }

  /** Returns whether the hub has said the size of every file. */
  public boolean isSized() {
    return files.stream().allMatch(file -> file.size() >= 0);
  }

  /** Returns the same choice with other descriptions of its files. */
  public FileChoice with(List<HubFile> described) {
    return new FileChoice(described, variant, others);
  }

  /**
   * Chooses files.
   *
   * @param variant kind of numbers, such as {@code fp32}
   * @throws WrongInput where the repository holds nothing that can be read, or not in this kind
   */
  public static FileChoice of(HubListing listing, String variant) {
    Graphs graphs = Graphs.of(listing);
    FileChoice choice =
        graphs.isEmpty() ? weights(listing, variant) : graphs(listing, graphs, variant);
    choice.files().forEach(file -> SafePath.require(listing.repository(), file.path()));
    requireDistinct(listing, choice.files());
    return choice;
  }

  private static FileChoice graphs(HubListing listing, Graphs graphs, String variant) {
    List<HubFile> chosen = graphs.in(variant);
    List<HubFile> files = new ArrayList<>(beside(listing, graphs.folder()));
    for (HubFile graph : chosen) {
      for (HubFile file : listing.files()) {
        if (isOf(file, graph)) {
          files.add(file);
        }
      }
    }
    return new FileChoice(
        files, variant, graphs.variants().stream().filter(v -> !v.equals(variant)).toList());
  }

  /** Returns whether a file is a graph, holds its values or declares it. */
  private static boolean isOf(HubFile file, HubFile graph) {
    String path = graph.path();
    String stem = path.substring(0, path.length() - ".onnx".length());
    String other = file.path();
    return other.equals(path)
        || other.equals(path + ".json")
        || other.equals(stem + ".data")
        || other.equals(stem + "_data")
        || other.matches(Pattern.quote(path) + "[._]data(_\\d{1,4})?");
  }

  private static List<HubFile> beside(HubListing listing, String folder) {
    return listing.files().stream()
        .filter(file -> folder.startsWith(file.folder()))
        .filter(file -> BESIDE.contains(file.name()) || LICENCE.matcher(file.name()).matches())
        .toList();
  }

  private static FileChoice weights(HubListing listing, String variant) {
    List<HubFile> inside =
        listing.files().stream().filter(file -> file.folder().isEmpty()).toList();
    boolean cut = inside.stream().noneMatch(file -> file.name().equals("model.safetensors"));
    List<HubFile> weights =
        inside.stream()
            .filter(file -> WEIGHTS.matcher(file.name()).matches())
            .filter(file -> cut || file.name().equals("model.safetensors"))
            .toList();
    if (weights.isEmpty()) {
      throw unread(listing);
    }
    if (!variant.equals(GraphName.FULL)) {
      throw WrongInput.of(
          "{variant} %s: %s has no graphs, only safetensors", variant, listing.repository().id());
    }
    List<HubFile> files = new ArrayList<>(beside(listing, ""));
    inside.stream().filter(file -> cut && file.name().equals(INDEX)).forEach(files::add);
    files.addAll(weights);
    return new FileChoice(files, "", List.of());
  }

  private static WrongInput unread(HubListing listing) {
    String found =
        listing.files().stream()
            .map(HubFile::path)
            .filter(path -> UNREAD.matcher(path).matches())
            .findFirst()
            .map(path -> "; " + path + " is not read: export the model to ONNX")
            .orElse("");
    return new WrongInput(
        listing.repository().id() + " holds no .onnx and no model.safetensors" + found);
  }

  /** Refuses names that are one file where letters have no case. */
  private static void requireDistinct(HubListing listing, List<HubFile> files) {
    Set<String> seen = new HashSet<>();
    for (HubFile file : files) {
      if (!seen.add(file.path().toLowerCase(Locale.ROOT))) {
        throw new RunFailed(
            listing.repository().id() + " lists " + file.path() + " twice, so nothing is fetched");
      }
    }
  }
}
