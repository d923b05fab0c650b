package org.segmentattribution.run.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;

class ShardTest {
  @Test
  void aPartOfAll() {
    assertEquals(new Shard(2, 8), Shard.parse("2/8"));
    assertEquals(Shard.WHOLE, Shard.parse("1/1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0/2", "3/2", "1", "1/0", "-1/2", "1/2/3", "a/b", "1/1000000000000"})
  void anythingElseIsRefusedByTheSettingsName(String text) {
    WrongInput error = assertThrows(WrongInput.class, () -> Shard.parse(text));
    assertEquals("shard", error.key().orElseThrow());
    assertEquals(
        "--shard " + text + ": I/N with I from 1 to N, such as 2/8", error.show(k -> "--" + k));
  }
}
