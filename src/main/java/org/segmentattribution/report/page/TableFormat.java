package org.segmentattribution.report.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.report.svg.NumberText;

/** A format for results. */
public enum TableFormat {
  /** Aligned columns of text; numbers have four digits. */
  TABLE {
    @Override
    public String text(ResultTable table) {
      List<List<String>> rows = shown(table);
      int[] widths = new int[table.columns().size()];
      for (List<String> row : rows) {
        for (int c = 0; c < widths.length; c++) {
          widths[c] = Math.max(widths[c], row.get(c).codePointCount(0, row.get(c).length()));
        }
      }
      StringBuilder text = new StringBuilder();
      for (List<String> row : rows) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
          String cell = row.get(c);
          String space = " ".repeat(widths[c] - cell.codePointCount(0, cell.length()));
          line.append(isNumber(table, c) ? space + cell : cell + space).append("  ");
        }
        text.append(line.toString().stripTrailing()).append('\n');
      }
      return text.toString();
    }
  },

  /** RFC 4180; numbers are read back as equal doubles, and a missing number is an empty field. */
  CSV {
    @Override
    public String text(ResultTable table) {
      return CsvFile.text(
          table.columns(),
          table.rows().stream()
              .map(
                  row ->
                      row.stream().map(v -> v instanceof Double d ? CsvFile.text(d) : v).toList())
              .toList());
    }
  },

  /** A list of objects; a missing number is null. */
  JSON {
    @Override
    public String text(ResultTable table) {
      List<Map<String, Object>> rows = new ArrayList<>();
      for (List<Object> row : table.rows()) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int c = 0; c < row.size(); c++) {
          Object value = row.get(c);
          object.put(
              table.columns().get(c),
              value instanceof Double d && !Double.isFinite(d) ? null : value);
        }
        rows.add(object);
      }
      try {
        return MAPPER.writeValueAsString(rows) + "\n";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },

  /** A table in GitHub's Markdown; numbers have four digits. */
  MARKDOWN {
    @Override
    public String text(ResultTable table) {
      StringBuilder text = new StringBuilder();
      boolean head = true;
      for (List<String> row : shown(table)) {
        text.append("|");
        row.forEach(cell -> text.append(" ").append(escaped(cell)).append(" |"));
        text.append('\n');
        if (head) {
          text.append("|");
          for (int c = 0; c < row.size(); c++) {
            text.append(isNumber(table, c) ? "---:|" : "---|");
          }
          text.append('\n');
          head = false;
        }
      }
      return text.toString();
    }
  };

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Returns the whole text, which ends with a line end. */
  public abstract String text(ResultTable table);

  private static boolean isNumber(ResultTable table, int column) {
    return !table.rows().isEmpty() && table.rows().get(0).get(column) instanceof Number;
  }

  /** Returns header and rows as people read them, each cell on one line. */
  private static List<List<String>> shown(ResultTable table) {
    List<List<String>> shown = new ArrayList<>();
    shown.add(table.columns());
    for (List<Object> row : table.rows()) {
      shown.add(row.stream().map(TableFormat::shown).toList());
    }
    return shown;
  }

  private static String shown(Object value) {
    if (value instanceof Double number) {
      return NumberText.digits(number, 4);
    }
    return value.toString().replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ");
  }

  private static String escaped(String cell) {
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;");
  }
}
