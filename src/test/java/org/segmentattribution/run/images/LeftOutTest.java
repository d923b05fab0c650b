package org.segmentattribution.run.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;

/** Reasons why images are left out, and what is done with pictures that may be none. */
class LeftOutTest {
  @ParameterizedTest
  @CsvSource({
    "left out by limit, left out by --limit",
    "left out by --limit, left out by --limit",
    "left out: seen in training, left out: seen in training",
    "no picture: text, no picture: text"
  })
  void aReasonNamesTheSettingAsItsReaderKnowsIt(String reason, String shown) {
    assertEquals(shown, LeftOut.show(reason, key -> "--" + key));
  }

  @Test
  void aKeyOfSeveralWordsIsOneKey() {
    assertEquals(
        "left out by [mask-cache]", LeftOut.show(LeftOut.by("mask-cache"), key -> "[" + key + "]"));
  }

  @ParameterizedTest
  @EnumSource(CompanionPolicy.class)
  void aPolicyIsReadByItsName(CompanionPolicy policy) {
    assertEquals(policy, CompanionPolicy.parse(policy.name().toLowerCase(java.util.Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SKIP", "drop", "use "})
  void anotherPolicyIsRefused(String text) {
    WrongInput error = assertThrows(WrongInput.class, () -> CompanionPolicy.parse(text));
    assertEquals("--companions " + text + ": refuse, skip or use", error.show(key -> "--" + key));
  }
}
