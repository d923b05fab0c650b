package org.segmentattribution.model.huggingface.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.BoundedFile;
import org.segmentattribution.file.JsonFault;
import org.segmentattribution.model.Quoted;

/**
 * An object in a JSON file of a folder. Every refusal names the file and the key. A key that is
 * {@code null} is as good as missing, since transformers writes many so.
 *
 * @param file for messages
 * @param prefix of the keys in messages, such as {@code pretrained_cfg.}; empty for the whole file
 * @param root the object
 */
public record FolderJson(Path file, String prefix, JsonNode root) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Sizes above this are no sizes of a network or picture. */
  private static final long MOST = 1 << 24;

  /**
   * Reads a file of at most 16 MiB.
   *
   * @throws WrongInput in one line that names the file, if it is no JSON object
   * @throws IOException if it cannot be read
   */
  public static FolderJson read(Path file) throws IOException {
    String text = BoundedFile.text(file);
    try {
      JsonNode root = JSON.readTree(text);
      if (!root.isObject()) {
        throw new WrongInput(file + ": holds no JSON object");
      }
      return new FolderJson(file, "", root);
    } catch (JsonProcessingException e) {
      String why = JsonFault.of(e);
      throw new WrongInput(Quoted.line(file + ": not JSON: " + why), e);
    }
  }

  /** An error of one line that names file and key. */
  public WrongInput refuse(String key, String why) {
    return new WrongInput(Quoted.line(file + ": " + prefix + key + ": " + why));
  }

  /** The value of a key; a missing node where it is missing or null. */
  public JsonNode get(String key) {
    JsonNode value = root.path(key);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  /** Whether a key has a value. */
  public boolean has(String key) {
    return root.hasNonNull(key);
  }

  /** The object of a key; null where there is none. */
  public FolderJson inner(String key) {
    JsonNode value = get(key);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isObject()) {
      throw refuse(key, "an object is needed, not " + Quoted.text(value.toString()));
    }
    return new FolderJson(file, prefix + key + ".", value);
  }

  /** The text of a key, or another where it is missing. */
  public String text(String key, String otherwise) {
    JsonNode value = get(key);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw refuse(key, "a text is needed, not " + Quoted.text(value.toString()));
    }
    return value.isMissingNode() ? otherwise : value.textValue();
  }

  /** The truth value of a key, or another where it is missing. */
  public boolean flag(String key, boolean otherwise) {
    JsonNode value = get(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw refuse(key, "true or false is needed, not " + Quoted.text(value.toString()));
    }
    return value.asBoolean(otherwise);
  }

  /** The number of a key, or another where it is missing. */
  public double number(String key, double otherwise) {
    JsonNode value = get(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    return number(key, value);
  }

  private double number(String key, JsonNode value) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw refuse(key, "a number is needed, not " + Quoted.text(value.toString()));
    }
    return value.doubleValue();
  }

  /** The whole number of a key, above 0. */
  public long size(String key) {
    if (!has(key)) {
      throw refuse(key, "is missing");
    }
    return size(key, get(key));
  }

  /** The whole number of a key, above 0, or another where it is missing. */
  public long size(String key, long otherwise) {
    return has(key) ? size(key) : otherwise;
  }

  private long size(String key, JsonNode value) {
    boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
    if (!whole || value.doubleValue() < 1 || value.doubleValue() > MOST) {
      throw refuse(key, "a whole number above 0 is needed, not " + Quoted.text(value.toString()));
    }
    return value.longValue();
  }

  /** The whole numbers in a list, each above 0. */
  public long[] sizes(String key) {
    JsonNode list = get(key);
    if (!list.isArray() || list.isEmpty()) {
      throw refuse(key, "a list of sizes is needed, not " + Quoted.text(list.toString()));
    }
    long[] sizes = new long[list.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = size(key, list.get(i));
    }
    return sizes;
  }

  /**
   * Numbers in a list; a single number counts for all.
   *
   * @param count how many there are where one number is given
   * @return null where the key is missing
   */
  public float[] numbers(String key, int count) {
    JsonNode list = get(key);
    if (list.isMissingNode()) {
      return null;
    }
    if (list.isNumber()) {
      float[] same = new float[count];
      Arrays.fill(same, (float) number(key, list));
      return same;
    }
    if (!list.isArray() || list.size() != 1 && list.size() != count) {
      throw refuse(key, "a list of " + count + " numbers is needed");
    }
    float[] numbers = new float[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) number(key, list.get(i));
    }
    return numbers;
  }

  /** The texts in a list; null where the key is missing. */
  public List<String> texts(String key) {
    JsonNode list = get(key);
    if (list.isMissingNode()) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : list) {
      if (!text.isTextual()) {
        throw refuse(key, "texts are needed, not " + Quoted.text(text.toString()));
      }
      texts.add(text.textValue());
    }
    if (!list.isArray() || texts.isEmpty()) {
      throw refuse(key, "a list of texts is needed");
    }
    return texts;
  }
}
