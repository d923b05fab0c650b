package org.segmentattribution.model.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;

/**
 * The JSON header of a safetensors file: for each tensor its type, its shape and its bytes. It is
 * checked as in the format's reference reader: the tensors must fill the data without gaps and
 * without overlaps.
 */
final class SafetensorsHeader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("BOOL", 8),
          Map.entry("U8", 8),
          Map.entry("I8", 8),
          Map.entry("U16", 16),
          Map.entry("I16", 16),
          Map.entry("F16", 16),
          Map.entry("BF16", 16),
          Map.entry("U32", 32),
          Map.entry("I32", 32),
          Map.entry("F32", 32),
          Map.entry("U64", 64),
          Map.entry("I64", 64),
          Map.entry("F64", 64));

  private SafetensorsHeader() {}

  /**
   * A tensor of the file.
   *
   * @param key name of the tensor
   * @param type such as {@code F32}
   * @param shape sizes, outermost first; empty for a scalar
   * @param begin first byte, counted from the end of the header
   * @param end one after the last byte
   */
  record Entry(String key, String type, List<Long> shape, long begin, long end) {
    long bytes() {
      return end - begin;
    }
  }

  /**
   * Reads a header.
   *
   * @param dataBytes number of bytes after the header
   * @return the tensors by name, in the order of the header
   * @throws IllegalArgumentException with one line that names the key, if the header is wrong
   */
  static Map<String, Entry> parse(byte[] json, long dataBytes) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      String why = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new WrongInput("the header is not JSON: " + Quoted.text(why), e);
    } catch (java.io.IOException e) {
      throw new WrongInput("the header is not JSON", e);
    }
    check(root.isObject(), "the header is not a JSON object");
    Map<String, Entry> entries = new LinkedHashMap<>();
    root.properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("__metadata__")) {
                entries.put(field.getKey(), entry(field.getKey(), field.getValue()));
              }
            });
    checkLayout(entries, dataBytes);
    return entries;
  }

  private static Entry entry(String key, JsonNode value) {
    String at = "key " + Quoted.text(key) + ": ";
    JsonNode type = value.path("dtype");
    check(
        BITS.containsKey(type.asText()), at + "type " + Quoted.text(type.asText()) + " is unknown");
    List<Long> shape = wholeNumbers(value.path("shape"), at + "shape");
    List<Long> offsets = wholeNumbers(value.path("data_offsets"), at + "data_offsets");
    check(
        offsets.size() == 2 && offsets.get(0) <= offsets.get(1),
        at + "data_offsets " + offsets + " are not a begin and an end");
    Entry entry = new Entry(key, type.textValue(), shape, offsets.get(0), offsets.get(1));
    long bytes = BITS.get(entry.type()) / 8;
    try {
      for (long size : shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
    } catch (ArithmeticException e) {
      throw new WrongInput(at + "shape " + shape + " is impossible", e);
    }
    check(
        bytes == entry.bytes(),
        at + entry.type() + " " + shape + " takes " + bytes + " bytes, not " + entry.bytes());
    return entry;
  }

  private static List<Long> wholeNumbers(JsonNode list, String what) {
    check(list.isArray() && list.size() <= 16, what + " is not a list of sizes");
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : list) {
      boolean whole = number.isIntegralNumber() && number.canConvertToLong();
      check(whole && number.longValue() >= 0, what + " holds " + Quoted.text(number.toString()));
      numbers.add(number.longValue());
    }
    return numbers;
  }

  private static void checkLayout(Map<String, Entry> entries, long dataBytes) {
    long reached = 0;
    for (Entry entry :
        entries.values().stream()
            .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
            .toList()) {
      String at = "key " + Quoted.text(entry.key()) + ": ";
      check(
          entry.end() <= dataBytes,
          at + "ends at byte " + entry.end() + " of " + dataBytes + "; is the file cut off?");
      check(entry.begin() >= reached, at + "overlaps the tensor before it");
      check(entry.begin() == reached, at + "there is a gap before it");
      reached = entry.end();
    }
    check(
        reached == dataBytes,
        "the tensors take " + reached + " bytes, the file has " + dataBytes + " for them");
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new WrongInput(message);
    }
  }
}
