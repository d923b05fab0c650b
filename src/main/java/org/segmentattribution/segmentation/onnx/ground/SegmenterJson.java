package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.BoundedFile;
import org.segmentattribution.file.JsonFault;
import org.segmentattribution.file.Spelling;

/** Reads a {@code segmenter.json}; every error is one line that names the file and the key. */
final class SegmenterJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final List<String> KEYS =
      List.of(
          "type",
          "graphs",
          "inputs",
          "outputs",
          "size",
          "mean",
          "std",
          "rescale",
          "names",
          "threshold",
          "tokenizer");

  private static final List<String> TOKENIZER = List.of("length", "padding");

  /** Limit of a picture's side and of a text's tokens. */
  private static final int MOST = 1 << 14;

  private final Path file;
  private final JsonNode root;

  private SegmenterJson(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /** Reads a file; throws {@link WrongInput} where it says something unknown or impossible. */
  static SegmenterDeclaration read(Path file) {
    try {
      return new SegmenterJson(file, JSON.readTree(BoundedFile.text(file))).declaration();
    } catch (JsonProcessingException e) {
      throw new WrongInput(file + " is not JSON: " + JsonFault.of(e), e);
    } catch (IOException e) {
      throw new WrongInput(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private SegmenterDeclaration declaration() {
    if (!root.isObject()) {
      throw new WrongInput(file + ": is not an object {\"type\": …, \"graphs\": {…}}");
    }
    known(root, "", KEYS);
    if (!root.path("type").isTextual()) {
      throw wrong("type", "a text, such as \"sam3\"");
    }
    Map<String, Path> graphs = new LinkedHashMap<>();
    texts("graphs").forEach((part, name) -> graphs.put(part, beside("graphs." + part, name)));
    if (graphs.isEmpty()) {
      throw wrong("graphs", "an object with the file of each graph");
    }
    return new SegmenterDeclaration(
        file, root.path("type").asText(), graphs, texts("inputs"), texts("outputs"), values());
  }

  private DeclaredValues values() {
    JsonNode tokenizer = root.path("tokenizer");
    if (!tokenizer.isMissingNode() && !tokenizer.isObject()) {
      throw wrong("tokenizer", "an object {\"length\": …, \"padding\": …}");
    }
    known(tokenizer, "tokenizer.", TOKENIZER);
    return new DeclaredValues(
        feed(),
        names(),
        root.has("threshold")
            ? number("threshold", root.path("threshold"), 0, 1, "a number from 0 to 1")
            : Double.NaN,
        tokenizer.has("length") ? whole("tokenizer.length", tokenizer.path("length"), 1, MOST) : 0,
        tokenizer.has("padding")
            ? whole("tokenizer.padding", tokenizer.path("padding"), 0, Integer.MAX_VALUE)
            : -1);
  }

  private ObjectNode feed() {
    ObjectNode feed = JSON.createObjectNode();
    JsonNode size = root.path("size");
    if (!size.isMissingNode()) {
      boolean square = size.isIntegralNumber();
      if (!square && !(size.isArray() && size.size() == 2)) {
        throw wrong("size", "a number of pixels, or [height, width]");
      }
      feed.putObject("size")
          .put("height", whole("size", square ? size : size.get(0), 1, MOST))
          .put("width", whole("size", square ? size : size.get(1), 1, MOST));
    }
    three("mean", -1e6, feed.putArray("image_mean"));
    three("std", 1e-9, feed.putArray("image_std"));
    if (root.has("rescale")) {
      feed.put(
          "rescale_factor", number("rescale", root.path("rescale"), 1e-9, 1e6, "a number above 0"));
    }
    for (String list : List.of("image_mean", "image_std")) {
      if (feed.path(list).isEmpty()) {
        feed.remove(list);
      }
    }
    return feed;
  }

  private void three(String key, double least, ArrayNode list) {
    JsonNode given = root.path(key);
    String want = "three numbers" + (least > 0 ? " above 0" : "") + ", for R, G and B";
    if (!given.isMissingNode() && !(given.isArray() && given.size() == 3)) {
      throw wrong(key, want);
    }
    given.forEach(value -> list.add(number(key, value, least, 1e6, want)));
  }

  private List<String> names() {
    JsonNode given = root.path("names");
    List<String> names = new ArrayList<>();
    if (given.isTextual()) {
      try {
        BoundedFile.text(beside("names", given.asText())).lines().forEach(names::add);
      } catch (IOException e) {
        throw new WrongInput(file + ": names: " + e.getMessage(), e);
      }
    } else if (!given.isMissingNode()) {
      if (!given.isArray() || given.isEmpty()) {
        throw wrong("names", "a list of names, or the name of a text file");
      }
      for (JsonNode name : given) {
        if (!name.isTextual()) {
          throw wrong("names", "a list of names, or the name of a text file");
        }
        names.add(name.asText());
      }
    }
    return names.stream().map(SegmentNames::normalise).toList();
  }

  private Path beside(String key, String name) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path there;
    try {
      there = folder.resolve(name).normalize();
    } catch (IllegalArgumentException e) {
      throw wrong(key, "the name of a file");
    }
    if (!there.startsWith(folder) || there.equals(folder)) {
      throw wrong(key, "a file in the folder of segmenter.json");
    }
    if (!Files.isRegularFile(there)) {
      throw new WrongInput(file + ": " + key + " names " + name + ", but there is no such file");
    }
    return there;
  }

  private Map<String, String> texts(String key) {
    JsonNode given = root.path(key);
    if (!given.isMissingNode() && !given.isObject()) {
      throw wrong(key, "an object of names");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      if (!entry.getValue().isTextual()) {
        throw wrong(key + "." + entry.getKey(), "a name in quotes");
      }
      texts.put(entry.getKey(), entry.getValue().asText());
    }
    return texts;
  }

  private double number(String key, JsonNode value, double least, double most, String want) {
    if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
      throw wrong(key, want);
    }
    return value.asDouble();
  }

  private int whole(String key, JsonNode value, int least, int most) {
    boolean fits = value.isIntegralNumber() && value.canConvertToInt();
    if (!fits || value.asInt() < least || value.asInt() > most) {
      throw wrong(key, "a whole number from " + least + " to " + most);
    }
    return value.asInt();
  }

  private void known(JsonNode object, String above, List<String> keys) {
    object
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                throw new WrongInput(
                    file
                        + ": the key '"
                        + above
                        + key
                        + "' is none of "
                        + String.join(", ", keys)
                        + Spelling.hint(key, keys));
              }
            });
  }

  private WrongInput wrong(String key, String want) {
    return new WrongInput(file + ": " + key + " must be " + want);
  }
}
