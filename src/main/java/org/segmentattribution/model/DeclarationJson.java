package org.segmentattribution.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.image.ChannelOrder;
import org.segmentattribution.image.Preprocessing;

/** A {@link ModelDeclaration} as JSON, in the form that the interface of the program fixes. */
final class DeclarationJson {
  static final String EXAMPLE =
      "{\"classes\": [\"cat\", \"dog\"], \"input\": {\"size\": [224, 224], \"resize\": 256,"
          + " \"crop\": \"center\", \"range\": [0, 1], \"mean\": [0.485, 0.456, 0.406],"
          + " \"std\": [0.229, 0.224, 0.225], \"channels\": \"RGB\"}}";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private DeclarationJson() {}

  /** Reads the text of a file; {@link IllegalArgumentException} that names file and key. */
  static ModelDeclaration read(Path file, String text) {
    return read(file, text, DeclarationFlags.NONE);
  }

  /** Like {@link #read(Path, String)}; flags that are given win over the text. */
  static ModelDeclaration read(Path file, String text, DeclarationFlags flags) {
    try {
      JsonNode root = JSON.readTree(text);
      if (!flags.equals(DeclarationFlags.NONE) && root instanceof ObjectNode object) {
        put(flags, object);
      }
      return declaration(root);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + ": not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static void put(DeclarationFlags flags, ObjectNode root) {
    put(root, "classes", flags.classes());
    put(root, "head", flags.head());
    if (!root.has("input")) {
      root.putObject("input");
    }
    if (!(root.get("input") instanceof ObjectNode input)) {
      return;
    }
    put(input, "size", flags.size());
    put(input, "resize", flags.resize());
    put(input, "range", flags.range());
    put(input, "mean", flags.mean());
    put(input, "std", flags.std());
    put(input, "channels", flags.channels());
  }

  private static void put(ObjectNode object, String key, Object value) {
    if (value != null) {
      object.set(key, JSON.valueToTree(value));
    }
  }

  private static ModelDeclaration declaration(JsonNode root) {
    only(root, "", Set.of("classes", "aliases", "input", "head"));
    List<String> classes = new ArrayList<>();
    JsonNode names = root.path("classes");
    check(names.isArray(), "classes: a list of names is needed");
    for (JsonNode name : names) {
      check(name.isTextual(), "classes: " + name + " is not a name in quotes");
      classes.add(name.textValue());
    }
    Map<String, Integer> aliases = new LinkedHashMap<>();
    JsonNode others = root.path("aliases");
    check(others.isMissingNode() || others.isObject(), "aliases: an object is needed");
    others
        .properties()
        .forEach(
            alias -> {
              check(
                  alias.getValue().isInt(),
                  "aliases." + alias.getKey() + ": a class index is needed");
              aliases.put(alias.getKey(), alias.getValue().intValue());
            });
    JsonNode head = root.path("head");
    check(
        head.isMissingNode() || head.isTextual(),
        "head: \"softmax\", \"sigmoid\" or \"logits\", not " + head);
    return new ModelDeclaration(
        classes,
        aliases,
        preprocessing(root.path("input")),
        head.isMissingNode() ? null : Head.named(head.textValue()));
  }

  private static Preprocessing preprocessing(JsonNode input) {
    check(input.isObject(), "input: an object with the preprocessing is needed");
    only(input, "input.", Set.of("size", "resize", "crop", "range", "mean", "std", "channels"));
    float[] size = numbers(input, "size", 2);
    check(isWhole(size[0]) && isWhole(size[1]), "input.size: two whole numbers, height and width");
    JsonNode resize = input.path("resize");
    check(
        resize.isMissingNode() || (resize.isInt() && resize.intValue() > 0),
        "input.resize: a positive whole number, the short side before the crop");
    check(
        input.path("crop").asText("center").equals("center"),
        "input.crop: only \"center\" is known");
    float[] range = numbers(input, "range", 2, 0, 1);
    String channels = input.path("channels").asText("RGB");
    check(channels.equals("RGB") || channels.equals("BGR"), "input.channels: \"RGB\" or \"BGR\"");
    return new Preprocessing(
        (int) size[0],
        (int) size[1],
        resize.asInt(0),
        range[0],
        range[1],
        numbers(input, "mean", 3, 0, 0, 0),
        numbers(input, "std", 3, 1, 1, 1),
        ChannelOrder.valueOf(channels));
  }

  private static boolean isWhole(float value) {
    return value == Math.rint(value) && value > 0 && value <= 1 << 15;
  }

  private static float[] numbers(JsonNode input, String key, int count, float... otherwise) {
    JsonNode list = input.path(key);
    if (list.isMissingNode() && otherwise.length == count) {
      return otherwise;
    }
    check(list.isArray() && list.size() == count, "input." + key + ": " + count + " numbers");
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = list.get(i).floatValue();
      check(
          list.get(i).isNumber() && Float.isFinite(values[i]),
          "input." + key + ": " + list.get(i) + " is not a number");
    }
    return values;
  }

  private static void only(JsonNode object, String prefix, Set<String> known) {
    check(object.isObject(), "an object like " + EXAMPLE + " is needed");
    for (Iterator<String> keys = object.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      check(
          known.contains(key),
          prefix
              + key
              + ": unknown key; known: "
              + String.join(", ", known.stream().sorted().toList()));
    }
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  static String write(ModelDeclaration declaration) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode classes = root.putArray("classes");
    declaration.classes().forEach(classes::add);
    if (!declaration.aliases().isEmpty()) {
      ObjectNode aliases = root.putObject("aliases");
      declaration.aliases().forEach(aliases::put);
    }
    if (declaration.head() != null) {
      root.put("head", declaration.head().text());
    }
    Preprocessing input = declaration.input();
    ObjectNode object = root.putObject("input");
    object.putArray("size").add(input.height()).add(input.width());
    if (input.resize() > 0) {
      object.put("resize", input.resize()).put("crop", "center");
    }
    object.putArray("range").add(input.rangeLow()).add(input.rangeHigh());
    addAll(object.putArray("mean"), input.mean());
    addAll(object.putArray("std"), input.std());
    object.put("channels", input.channels().name());
    return root.toPrettyString() + "\n";
  }

  private static void addAll(ArrayNode array, float[] values) {
    for (float value : values) {
      array.add(value);
    }
  }
}
