package org.segmentattribution.dataset.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.dataset.source.ImageSources;

class ParquetFormatTest {
  private static final String NAMES =
      "{\"info\": {\"features\": {\"image\": {\"_type\": \"Image\"}, \"label\": {\"names\":"
          + " [\"horse\", \"zebra\"], \"_type\": \"ClassLabel\"}}}}";

  @TempDir Path folder;

  @BeforeEach
  void cacheOfItsOwn() {
    System.setProperty(UnpackedFolder.PROPERTY, folder.resolve("cache").toString());
  }

  @AfterEach
  void usualCache() {
    System.clearProperty(UnpackedFolder.PROPERTY);
  }

  private Path table(String name, String select, String metadata) throws Exception {
    Path file = folder.resolve(name);
    String keys = metadata.isEmpty() ? "" : ", KV_METADATA {huggingface: '" + metadata + "'}";
    sql("COPY (" + select + ") TO '" + file + "' (FORMAT parquet" + keys + ")");
    return file;
  }

  private static void sql(String text) throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute(text);
    }
  }

  private static String png() throws IOException {
    return "from_hex('" + HexFormat.of().formatHex(PackedFiles.bytes("1.png", "")) + "')";
  }

  /** Each record as {@code path|label|split}. */
  private static List<String> open(Path file) throws IOException {
    return ImageSources.open(file).records().stream()
        .map(r -> r.path() + "|" + r.label() + "|" + r.split())
        .toList();
  }

  private String refusal(Path file) {
    return assertThrows(IOException.class, () -> open(file)).getMessage().replace(folder + "/", "");
  }

  @Test
  void picturesAndNamedClassesOfTheHub() throws Exception {
    String select =
        "SELECT {bytes: %s, path: n} AS image, l AS label FROM (VALUES ('a.png', 1), ('b.png', 0))"
                .formatted(png())
            + " t(n, l)";
    Path file = table("train-00000-of-00001.parquet", select, NAMES);
    assertEquals(List.of("a.png|zebra|train", "b.png|horse|train"), open(file));
    assertArrayEquals(
        PackedFiles.bytes("1.png", ""),
        Files.readAllBytes(ImageSources.open(file).records().get(0).file()));
    Path beyond = table("beyond.parquet", select.replace("'a.png', 1", "'a.png', 2"), NAMES);
    assertEquals(
        "beyond.parquet: row 1 has the label 2, and the table names the classes 0 to 1; it is not"
            + " unpacked",
        refusal(beyond));
  }

  @Test
  void withoutNamesOfTheirOwnPicturesAreCalledByTheirRows() throws Exception {
    String bytes = png();
    Path file =
        table(
            "x.parquet",
            "SELECT {bytes: b, path: p} AS img, l AS class FROM (VALUES (%s, 'same.png', 'x'), (NULL,"
                    .formatted(bytes)
                + " 'same.png', 'y'), (%s, NULL, 'y')) t(b, p, l)".formatted(bytes),
            "");
    ImageSource source = ImageSources.open(file);
    assertEquals(List.of("0000000.png|x|", "0000002.png|y|"), open(file));
    assertTrue(source.notes().get(0).reason().startsWith("row 2 holds no picture"));
    Path plain = table("y.parquet", "SELECT " + bytes + " AS jpeg, 7 AS label", "");
    assertEquals(List.of("0000000.png|7|"), open(plain));
  }

  @Test
  void otherTablesGiveOneLine() throws Exception {
    assertEquals(
        "a.parquet: no column of pictures (bytes of files) among its columns x, label; it is not"
            + " unpacked",
        refusal(table("a.parquet", "SELECT 1 AS x, 2 AS label", "")));
    assertEquals(
        "b.parquet: no column for the class, label, among image, y; it is not unpacked",
        refusal(table("b.parquet", "SELECT " + png() + " AS image, 2 AS y", "")));
    Path broken = table("c.parquet", "SELECT " + png() + " AS image, 2 AS label", "");
    byte[] bytes = Files.readAllBytes(broken);
    Files.write(broken, Arrays.copyOf(bytes, bytes.length - 10));
    assertTrue(refusal(broken).startsWith("c.parquet: the table cannot be read: "));
  }

  @Test
  void manyRowsStreamThrough() throws Exception {
    Path file =
        table(
            "many.parquet",
            "SELECT {bytes: encode(repeat('x', 20000) || i), path: NULL} AS image, 'a' AS label"
                + " FROM range(3000) t(i)",
            "");
    assertEquals(3000, open(file).size());
  }
}
