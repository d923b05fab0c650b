package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256Test {
  @TempDir Path folder;

  /** The examples of FIPS 180-2, and of no byte at all. */
  @ParameterizedTest
  @CsvSource({
    "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
        + " 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
  })
  void isTheStandards(String text, String hash) throws IOException {
    assertEquals(hash, new Sha256().add(text).hex());
    assertEquals(hash, new Sha256().add(text.getBytes(StandardCharsets.UTF_8)).hex());
    Path file = Files.writeString(folder.resolve("x"), text);
    assertEquals(hash, new Sha256().add(file).hex());
  }

  /** FIPS 180-2: a million times the letter a, in parts of any size. */
  @Test
  void partsAreOneText() throws IOException {
    String million = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    Sha256 hash = new Sha256();
    for (int i = 0; i < 1000; i++) {
      hash.add("a".repeat(i % 2 == 0 ? 1001 : 999));
    }
    assertEquals(million, hash.hex());
    Path file = Files.writeString(folder.resolve("x"), "a".repeat(999_997));
    assertEquals(million, new Sha256().add("a").add(file).add("aa").hex());
  }

  @Test
  void textsAreUtf8AndOrderCounts() {
    byte[] bytes = {(byte) 0xc3, (byte) 0xa9};
    assertEquals(new Sha256().add(bytes).hex(), new Sha256().add("\u00e9").hex());
    assertNotEquals(new Sha256().add("a").add("b").hex(), new Sha256().add("b").add("a").hex());
  }

  @Test
  void aFileThatIsNotThereIsAnError() {
    assertThrows(IOException.class, () -> new Sha256().add(folder.resolve("none")));
  }
}
