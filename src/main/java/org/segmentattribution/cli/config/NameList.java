package org.segmentattribution.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Names separated by commas, as one flag takes them; a name with a comma is written in double
 * quotes, as in CSV.
 */
public record NameList(List<String> names) {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).setRecordSeparator("").get();

  static NameList of(List<String> names) {
    return new NameList(List.copyOf(names));
  }

  static NameList parse(String text) {
    try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
      List<CSVRecord> records = parser.getRecords();
      List<String> names =
          records.isEmpty()
              ? List.of()
              : records.get(0).toList().stream().map(String::trim).toList();
      if (records.size() > 1 || names.stream().anyMatch(String::isEmpty)) {
        throw new TypeConversionException("'" + text + "' has an empty name between its commas");
      }
      return new NameList(names);
    } catch (IOException | UncheckedIOException e) {
      throw new TypeConversionException("'" + text + "' is not a list of names: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    // the format has no text for a record without fields
    return names.isEmpty() ? "" : FORMAT.format(names.toArray());
  }

  /** Converts the value of a flag for picocli. */
  public static final class Converter implements ITypeConverter<NameList> {
    @Override
    public NameList convert(String value) {
      return parse(value);
    }
  }
}
