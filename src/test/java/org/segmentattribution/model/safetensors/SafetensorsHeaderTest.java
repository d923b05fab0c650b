package org.segmentattribution.model.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the first bytes of a file say of the others; ' is written for ". */
class SafetensorsHeaderTest {
  private static Map<String, SafetensorsHeader.Entry> parse(String json, long bytes) {
    byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return SafetensorsHeader.parse(text, bytes);
  }

  private static String entry(String key, String type, String shape, long begin, long end) {
    return "'%s':{'dtype':'%s','shape':%s,'data_offsets':[%d,%d]}"
        .formatted(key, type, shape, begin, end);
  }

  private static String refused(String json, long bytes) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> parse(json, bytes)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void entriesInTheOrderOfTheFile() {
    String json =
        "{'__metadata__':{'format':'pt'},"
            + entry("b", "F32", "[2,3]", 8, 32)
            + ","
            + entry("a", "F64", "[]", 0, 8)
            + ","
            + entry("none", "U8", "[0,5]", 32, 32)
            + "}";
    Map<String, SafetensorsHeader.Entry> entries = parse(json, 32);
    assertEquals(List.of("b", "a", "none"), new ArrayList<>(entries.keySet()));
    assertEquals(List.of(2L, 3L), entries.get("b").shape());
    assertEquals(24, entries.get("b").bytes());
    assertEquals(8, entries.get("a").bytes());
    assertEquals(0, entries.get("none").bytes());
  }

  /** Bytes of one value. */
  @ParameterizedTest
  @CsvSource({
    "BOOL, 1", "U8, 1", "I8, 1", "U16, 2", "I16, 2", "F16, 2", "BF16, 2", "U32, 4", "I32, 4",
    "F32, 4", "U64, 8", "I64, 8", "F64, 8"
  })
  void sizesOfTypes(String type, int bytes) {
    assertEquals(
        3 * bytes,
        parse("{" + entry("k", type, "[3]", 0, 3L * bytes) + "}", 3L * bytes).get("k").bytes());
    String why = refused("{" + entry("k", type, "[3]", 0, 3L * bytes + 1) + "}", 3L * bytes + 1);
    assertTrue(why.endsWith(type + " [3] takes " + 3 * bytes + " bytes, not " + (3 * bytes + 1)));
  }

  @Test
  void tensorsMustFollowEachOther() {
    String first = entry("a", "U8", "[4]", 0, 4);
    assertTrue(
        refused("{" + first + "," + entry("b", "U8", "[4]", 3, 7) + "}", 7)
            .endsWith("overlaps the tensor before it"));
    assertTrue(
        refused("{" + first + "," + entry("b", "U8", "[4]", 5, 9) + "}", 9)
            .endsWith("there is a gap before it"));
    assertEquals(
        "the tensors take 4 bytes, the file has 6 for them", refused("{" + first + "}", 6));
    assertTrue(refused("{" + first + "}", 3).endsWith("ends at byte 4 of 3; is the file cut off?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[] | the header is not a JSON object",
        "{} {} | the header is not JSON",
        "{'a':{},'a':{}} | the header is not JSON",
        "{'a':3} | type",
        "{'a':{'dtype':'F31','shape':[],'data_offsets':[0,4]}} | is unknown",
        "{'a':{'dtype':'F32','shape':3,'data_offsets':[0,4]}} | shape is not a list of sizes",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | shape holds",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | shape holds",
        "{'a':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}} | shape holds",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | are not a begin and an end",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | are not a begin and an end",
        "{'a':{'dtype':'F32','shape':[1]}} | data_offsets is not a list of sizes",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,4]}} | is impossible",
        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],'data_offsets':[0,4]}} |"
            + " shape is not a list of sizes",
      })
  void headersThatMeanNothing(String json, String why) {
    String message = refused(json, 4);
    assertTrue(message.contains(why), message);
  }
}
