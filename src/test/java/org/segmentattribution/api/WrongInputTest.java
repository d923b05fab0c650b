package org.segmentattribution.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrongInputTest {
  private static String flag(WrongInput error) {
    return error.show(key -> "--" + key);
  }

  @Test
  void aSettingHasAnotherNameOnTheCommandLine() {
    WrongInput error = WrongInput.of("{out} %s is no folder; take another {out}", "a.txt");
    assertEquals("out a.txt is no folder; take another out", error.getMessage());
    assertEquals("--out a.txt is no folder; take another --out", flag(error));
    assertEquals(Optional.of("out"), error.key());
  }

  @Test
  void bracesInAValueArePlainText() {
    WrongInput error = WrongInput.of("{model} %s: %s", "{arch}.onnx", "holds 5%s of {\"a\": 1}");
    assertEquals("--model {arch}.onnx: holds 5%s of {\"a\": 1}", flag(error));
    assertEquals("{out}: a folder's name", flag(new WrongInput("{out}: a folder's name")));
    assertEquals(Optional.empty(), new WrongInput("{out}: a folder's name").key());
  }

  @Test
  void aCauseKeepsTheSettingsItNames() {
    WrongInput cause = WrongInput.of("a.safetensors: weights alone; {arch} says of which network");
    WrongInput error = WrongInput.in("model", cause);
    assertEquals(
        "--model: a.safetensors: weights alone; --arch says of which network", flag(error));
    assertSame(cause, error.getCause());
    assertEquals(
        "--model: no such file {x}",
        flag(WrongInput.in("model", new IOException("no such file {x}"))));
  }

  @Test
  void aTemplateHasAPlaceForEachValue() {
    assertThrows(IllegalArgumentException.class, () -> SettingText.of("%s and %s", 1));
    assertThrows(IllegalArgumentException.class, () -> SettingText.of("{out}", 1));
  }
}
