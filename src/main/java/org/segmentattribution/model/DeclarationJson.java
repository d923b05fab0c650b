package org.segmentattribution.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.JsonFault;
import org.segmentattribution.image.Preprocessing;

/** A {@link ModelDeclaration} as JSON, in the form that the interface of the program fixes. */
public final class DeclarationJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private DeclarationJson() {}

  /** Reads the text of a file; {@link WrongInput} that names file and key. */
  public static ModelDeclaration read(Path file, String text) {
    return read(file, text, DeclarationFlags.NONE, InputFacts.UNKNOWN);
  }

  /**
   * Reads a declaration as {@link #read(Path, String)} does; values of flags replace those of the
   * text.
   */
  public static ModelDeclaration read(
      Path file, String text, DeclarationFlags flags, InputFacts facts) {
    try {
      JsonNode root = JSON.readTree(text);
      if (!flags.equals(DeclarationFlags.NONE) && root instanceof ObjectNode object) {
        put(flags, object);
      }
      return declaration(root, facts);
    } catch (JsonProcessingException e) {
      throw new WrongInput(file + ": not JSON: " + JsonFault.of(e), e);
    } catch (WrongInput e) {
      throw new WrongInput(file + ": " + e.getMessage(), e);
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
    put(input, "size", flags.size().sides());
    put(input, "resize", flags.size().resize());
    put(input, "range", flags.values().range());
    put(input, "mean", flags.values().mean());
    put(input, "std", flags.values().std());
    put(input, "channels", flags.form().channels());
    put(input, "layout", flags.form().layout());
    put(input, "type", flags.form().type());
    put(input, "interpolation", flags.size().interpolation());
    put(input, "antialias", flags.size().antialias());
    put(input, "crop", flags.size().crop());
    put(input, "crop_fraction", flags.size().cropFraction());
    // a flag wins over the file, also where it says the same in another way
    if (flags.size().cropFraction() != null && flags.size().resize() == null) {
      input.remove("resize");
    } else if (flags.size().resize() != null && flags.size().cropFraction() == null) {
      input.remove("crop_fraction");
    }
  }

  private static void put(ObjectNode object, String key, Object value) {
    if (value != null) {
      object.set(key, JSON.valueToTree(value));
    }
  }

  private static ModelDeclaration declaration(JsonNode root, InputFacts facts) {
    DeclarationKeys.only(root, "", Set.of("classes", "aliases", "input", "head", "output"));
    List<String> classes = new ArrayList<>();
    JsonNode names = root.path("classes");
    DeclarationKeys.check(names.isArray(), "classes: a list of names is needed");
    for (JsonNode name : names) {
      DeclarationKeys.check(name.isTextual(), "classes: " + name + " is not a name in quotes");
      classes.add(name.textValue());
    }
    Map<String, Integer> aliases = new LinkedHashMap<>();
    JsonNode others = root.path("aliases");
    DeclarationKeys.check(
        others.isMissingNode() || others.isObject(), "aliases: an object is needed");
    others
        .properties()
        .forEach(
            alias -> {
              DeclarationKeys.check(
                  alias.getValue().isInt(),
                  "aliases." + alias.getKey() + ": a class index is needed");
              aliases.put(alias.getKey(), alias.getValue().intValue());
            });
    JsonNode head = root.path("head");
    DeclarationKeys.check(
        head.isMissingNode() || head.isTextual(),
        "head: \"softmax\", \"sigmoid\" or \"logits\", not " + head);
    JsonNode output = root.path("output");
    DeclarationKeys.check(
        output.isMissingNode() || (output.isTextual() && !output.textValue().isEmpty()),
        "output: the name of an output of the file, not " + output);
    DeclarationKeys.check(
        output.isMissingNode() || facts.onnx(), "output: only ONNX files have outputs by name");
    return new ModelDeclaration(
        classes,
        aliases,
        InputJson.read(root.path("input"), facts),
        head.isMissingNode() ? null : Head.named(head.textValue()),
        output.isMissingNode() ? null : output.textValue());
  }

  /** Returns the text, which {@link #read} reads back. */
  public static String write(ModelDeclaration declaration) {
    return write(declaration, declaration.input(), declaration.output());
  }

  /**
   * Returns the text beside an ONNX file of ours, which takes N x C x H x W of floats and has one
   * output.
   */
  public static String writePlain(ModelDeclaration declaration) {
    return write(declaration, declaration.input().withoutLayout(), null);
  }

  private static String write(ModelDeclaration declaration, Preprocessing input, String output) {
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
    if (output != null) {
      root.put("output", output);
    }
    InputJson.write(input, root.putObject("input"));
    return root.toPrettyString() + "\n";
  }
}
