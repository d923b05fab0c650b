package org.segmentattribution.segmentation.onnx.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How exporters write the names of classes into a model's metadata. */
class ClassLabelsTest {
  @Test
  void dictionariesOfPython() {
    assertEquals(
        List.of("eye", "painter's green", "a \"b\"", "", "ear"),
        ClassLabels.literal("{0: 'eye', 1: \"painter's green\", 2: 'a \"b\"', 4: 'Ear'}"));
    assertEquals(List.of("it's", "naïve"), ClassLabels.literal("{0: 'it\\'s', 1: 'na\\xefve'}"));
  }

  @Test
  void dictionariesAndListsOfJson() {
    assertEquals(List.of("eye", "ear"), ClassLabels.literal("{\"1\": \"ear\", \"0\": \"eye\"}"));
    assertEquals(List.of("eye", "ear"), ClassLabels.literal("[\"eye\", \"ear\"]"));
    assertEquals(List.of("eye: left"), ClassLabels.literal("['eye: left']"));
  }

  @Test
  void plainTexts() {
    assertEquals(List.of("eye", "ear"), ClassLabels.literal("eye, ear"));
    assertEquals(List.of("eye, left", "ear"), ClassLabels.literal("eye, left\near\n"));
  }

  @Test
  void longNamesAndQuotesWithoutEndCostNoStackAndLittleTime() {
    String name = "a\\'".repeat(500_000);
    assertEquals(1_000_000, ClassLabels.literal("{0: '" + name + "'}").get(0).length());
    assertEquals(List.of("ear"), ClassLabels.literal("['ear', '" + name + "]"));
  }
}
