package org.segmentattribution.dataset.packed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.dataset.decode.Reason;
import org.segmentattribution.dataset.source.ListingLabels;
import org.segmentattribution.file.database.Sql;

/**
 * The columns of a Parquet table that hold pictures and classes, as expressions of SQL.
 *
 * @param bytes of the picture's file
 * @param path its name; a null of a text's type where the table has none
 * @param label the class
 * @param names of the classes by their numbers; empty where the label is its own name
 */
record PictureColumns(String bytes, String path, String label, List<String> names) {
  private static final int MOST_METADATA = 16 << 20;

  /** Finds them. */
  static PictureColumns of(Intake intake, Statement statement, Path file)
      throws SQLException, IOException {
    Map<String, String> types = types(statement, file);
    List<String> pictures = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          if (isPicture(type)) {
            pictures.add(name);
          }
        });
    if (pictures.size() > 1 && pictures.contains("image")) {
      pictures.retainAll(List.of("image"));
    }
    String all = Reason.of(String.join(", ", types.keySet()));
    if (pictures.size() != 1) {
      throw intake.refusal(
          (pictures.isEmpty() ? "no column" : "several columns")
              + " of pictures (bytes of files) among its columns "
              + all);
    }
    List<String> labels = ListingLabels.in(List.copyOf(types.keySet()));
    if (labels.size() != 1) {
      throw intake.refusal(
          (labels.isEmpty() ? "no column" : "several columns")
              + " for the class, label, among "
              + all);
    }
    String picture = identifier(pictures.get(0));
    boolean struct = !types.get(pictures.get(0)).equals("BLOB");
    boolean path = types.get(pictures.get(0)).contains("path ");
    return new PictureColumns(
        struct ? picture + ".bytes" : picture,
        struct && path ? "CAST(" + picture + ".path AS VARCHAR)" : "CAST(NULL AS VARCHAR)",
        "CAST(" + identifier(labels.get(0)) + " AS VARCHAR)",
        isWhole(types.get(labels.get(0)))
            ? names(intake, statement, file, labels.get(0))
            : List.of());
  }

  private static boolean isPicture(String type) {
    return type.equals("BLOB") || type.matches("(?s)STRUCT\\(.*\\bbytes BLOB.*\\)");
  }

  private static boolean isWhole(String type) {
    return type.endsWith("INT") || type.endsWith("INTEGER");
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static Map<String, String> types(Statement statement, Path file) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    String query = "DESCRIBE SELECT * FROM read_parquet(" + Sql.pattern(file) + ")";
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        types.put(rows.getString("column_name"), rows.getString("column_type"));
      }
    }
    return types;
  }

  /** Returns the names that Hugging Face's metadata gives the numbers of a column. */
  private static List<String> names(Intake intake, Statement statement, Path file, String column)
      throws SQLException, IOException {
    String query = "SELECT key, value FROM parquet_kv_metadata(" + Sql.pattern(file) + ")";
    byte[] found = null;
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        if (new String(rows.getBytes(1), StandardCharsets.UTF_8).equals("huggingface")) {
          found = rows.getBytes(2);
        }
      }
    }
    if (found == null || found.length > MOST_METADATA) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try {
      JsonNode feature =
          new ObjectMapper().readTree(found).path("info").path("features").path(column);
      feature.path("names").forEach(name -> names.add(name.asText()));
    } catch (JsonProcessingException e) {
      throw intake.refusal("its metadata 'huggingface' are no JSON");
    }
    return names;
  }

  /**
   * Returns the name of a class.
   *
   * @param row from 1, for the message
   * @param value as the table has it
   */
  String name(Intake intake, long row, String value) throws IOException {
    if (value == null) {
      throw intake.refusal("row " + row + " has no label");
    }
    if (names.isEmpty()) {
      return value;
    }
    try {
      return names.get(Integer.parseInt(value));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw intake.refusal(
          "row %d has the label %s, and the table names the classes 0 to %d"
              .formatted(row, value, names.size() - 1));
    }
  }
}
