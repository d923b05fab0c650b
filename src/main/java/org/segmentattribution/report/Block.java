package org.segmentattribution.report;

import java.util.List;

/** A piece of a section of the report, in reading order. */
public sealed interface Block {
  /** A paragraph of plain text. */
  record Text(String text) implements Block {}

  /**
   * A figure with its caption.
   *
   * @param caption what it shows and how to read it, plain text
   * @param svg from one of this room's figures: it goes into the page as it is
   */
  record Figure(String caption, String svg) implements Block {}

  /** Figures side by side where there is room, such as the same image under two models. */
  record FigureRow(List<Figure> figures) implements Block {}

  /**
   * A table; the first cell of a row is its header.
   *
   * @param caption what is in it
   * @param headers one a column
   * @param rows cells, as many as headers
   * @param numeric whether all columns but the first hold numbers, set flush right
   */
  record Table(String caption, List<String> headers, List<List<Cell>> rows, boolean numeric)
      implements Block {}

  /** One cell of a table; a stressed one is bold and tinted. */
  record Cell(String text, boolean stressed) {
    /** A cell without stress. */
    public static Cell of(String text) {
      return new Cell(text, false);
    }
  }

  /** Terms and their values, such as a configuration. */
  record Definitions(List<Entry> entries) implements Block {}

  /** Links to the files of the run, relative to the page. */
  record Files(List<RunFile> files) implements Block {}
}
