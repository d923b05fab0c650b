package org.segmentattribution.table.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.segmentattribution.api.ClassReading;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.SegmentNames;

/** Joins rows that follow one another to the tables of images; holds one table at a time. */
final class TableParts {
  private final IntPredicate wanted;
  private final Consumer<ImageTable> consumer;
  private final List<ImageTable.Row> rows = new ArrayList<>();
  private int number = -1;
  private String imageId;
  private String target;
  private ExplainedImage image;
  private ImageTable.Row elsewhere;

  TableParts(IntPredicate wanted, Consumer<ImageTable> consumer) {
    this.wanted = wanted;
    this.consumer = consumer;
  }

  /** Takes the next row. */
  void add(ResultSet row) throws SQLException {
    String nextId = row.getString(1);
    String nextTarget = row.getString(2);
    boolean next = number < 0 || !nextId.equals(imageId) || !nextTarget.equals(target);
    ImageTable.Row read = read(row);
    if (Double.isNaN(read.rank()) && read.segment().equals(SegmentNames.ELSEWHERE)) {
      // it follows the segments of its table; a table without any is none here
      elsewhere = next ? elsewhere : read;
      return;
    }
    if (next) {
      end();
      number++;
      imageId = nextId;
      target = nextTarget;
      image = wanted.test(number) ? image(row) : null;
    }
    if (image != null) {
      rows.add(read);
    }
  }

  private static ImageTable.Row read(ResultSet row) throws SQLException {
    return new ImageTable.Row(
        row.getInt(11),
        row.getString(12),
        QueryRow.from(row, 13).number(),
        row.getDouble(14),
        row.getDouble(15));
  }

  private ExplainedImage image(ResultSet row) throws SQLException {
    boolean correct = row.getBoolean(10);
    Boolean known = row.wasNull() ? null : (Boolean) correct;
    int index = row.getInt(8);
    return new ExplainedImage(
        imageId,
        row.getString(3),
        text(row.getString(4)),
        row.getString(5),
        new ClassReading(
            row.getString(6),
            target,
            row.getDouble(7),
            index,
            Double.NaN,
            text(row.getString(9)),
            known));
  }

  private static String text(String found) {
    return found == null ? "" : found;
  }

  /** Hands over the last table. */
  void end() {
    if (!rows.isEmpty()) {
      consumer.accept(new ImageTable(number, image, rows, elsewhere));
      rows.clear();
    }
    elsewhere = null;
  }
}
