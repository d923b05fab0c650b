package org.segmentattribution.segmentation.grid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;

/**
 * Cuts every image into the same cells, named by position: a baseline that needs no model. Rows are
 * cut at floor(i * height / rows), columns likewise; a cell of an image with fewer pixels than
 * cells may be empty.
 *
 * @param rows 1 to 64
 * @param columns 1 to 64
 */
public record GridSegmenter(int rows, int columns) implements Segmenter {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d?)[xX]([1-9]\\d?)");
  private static final String[] VERTICAL = {"top", "centre", "bottom"};
  private static final String[] HORIZONTAL = {"left", "centre", "right"};

  /** Checks the size. */
  public GridSegmenter {
    if (rows < 1 || rows > 64 || columns < 1 || columns > 64) {
      throw new WrongInput("a grid has 1 to 64 rows and columns, not " + rows + "x" + columns);
    }
  }

  /**
   * A grid written as {@code ROWSxCOLUMNS}, such as {@code 3x3}.
   *
   * @throws WrongInput where it is written otherwise
   */
  public static GridSegmenter parse(String size) {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new WrongInput("'" + size + "' is not ROWSxCOLUMNS with 1 to 64 of each, such as 3x3");
    }
    return new GridSegmenter(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public List<Detection> segment(String stem, RgbImage image) {
    List<Detection> cells = new ArrayList<>(rows * columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        cells.add(new Detection(name(r, c), cell(r, c, image.width(), image.height()), 1));
      }
    }
    return cells;
  }

  /** Returns the names of the cells. */
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        names.add(name(r, c));
      }
    }
    return names;
  }

  @Override
  public Set<String> unknownNames(Collection<String> wanted) {
    Set<String> unknown = new TreeSet<>(wanted);
    unknown.removeAll(names());
    return unknown;
  }

  @Override
  public String fingerprint(String stem) {
    return "grid " + rows + "x" + columns;
  }

  private Mask cell(int row, int column, int width, int height) {
    Mask.Builder cell = new Mask.Builder(width, height);
    for (int y = row * height / rows; y < (row + 1) * height / rows; y++) {
      cell.addRun(column * width / columns, (column + 1) * width / columns, y);
    }
    return cell.build();
  }

  /** The nine positions of a table for 3x3, otherwise row and column from 1: {@code r2c10}. */
  private String name(int row, int column) {
    return rows == 3 && columns == 3
        ? VERTICAL[row] + "-" + HORIZONTAL[column]
        : "r" + (row + 1) + "c" + (column + 1);
  }
}
