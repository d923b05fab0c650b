package org.segmentattribution.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameListTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a,b", "\"a,b\",c", "犬 & <b>,c"})
  void aListIsReadAsItIsShown(String text) {
    NameList list = NameList.parse(text);
    assertEquals(list, NameList.parse(list.toString()), text);
  }
}
