package org.segmentattribution.dataset.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarEntriesTest {
  @TempDir Path folder;

  private static List<String> read(byte[] bytes) throws IOException {
    List<String> names = new ArrayList<>();
    try (TarEntries tar = new TarEntries(new ByteArrayInputStream(bytes))) {
      for (TarEntries.Entry entry = tar.next(); entry != null; entry = tar.next()) {
        names.add(entry.name() + ":" + entry.type() + ":" + entry.size());
        if (entry.isFile()) {
          tar.content().readNBytes(1 << 20);
        }
      }
    }
    return names;
  }

  private byte[] tar(Map<String, String> entries) throws IOException {
    return Files.readAllBytes(PackedFiles.tar(folder.resolve("a.tar"), entries));
  }

  /** The header of pax: {@code length key=value}, where the length counts itself. */
  private static byte[] pax(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.length() + 1;
    while (String.valueOf(length).length() + rest.length() != length) {
      length++;
    }
    return (length + rest).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPaxHeaderNamesTheNextEntryAlone() throws IOException {
    byte[] header = pax("path", "a/long name.png");
    Map<String, String> entries = new TreeMap<>();
    entries.put("1", new String(header, StandardCharsets.UTF_8));
    entries.put("2", "xyz");
    entries.put("3", "z");
    byte[] bytes = tar(entries);
    bytes[156] = 'x';
    // the sum of the header's bytes grows by 'x' less '0'
    int sum = Integer.parseInt(new String(bytes, 148, 6, StandardCharsets.UTF_8), 8) + 'x' - '0';
    byte[] digits = "%06o".formatted(sum).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(digits, 0, bytes, 148, 6);
    assertEquals(List.of("a/long name.png:0:3", "3:0:1"), read(bytes));
  }

  @Test
  void everyDamageIsAnErrorOfTheFileOrAnotherArchive() throws IOException {
    byte[] bytes = tar(Map.of("x".repeat(120), "content", "b.png", ""));
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = bytes.clone();
      for (int j = 0; j <= i % 4; j++) {
        damaged[random.nextInt(2048)] = (byte) random.nextInt(256);
      }
      try {
        read(damaged);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 1000, "only " + refused);
  }

  @Test
  void anArchiveThatStopsEarlyIsDamaged() throws IOException {
    byte[] bytes = tar(Map.of("a.png", ""));
    assertThrows(IOException.class, () -> read(Arrays.copyOf(bytes, 600)));
    assertThrows(IOException.class, () -> read(Arrays.copyOf(bytes, 300)));
  }
}
