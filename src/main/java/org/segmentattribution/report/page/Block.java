package org.segmentattribution.report.page;

import java.util.List;
import org.segmentattribution.report.gallery.GalleryView;

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
   * A paragraph with links and stressed words.
   *
   * @param phrases in order; blanks between them are theirs
   */
  record Prose(List<Phrase> phrases) implements Block {}

  /**
   * A part of a paragraph.
   *
   * @param link where it leads within the page, such as {@code #shelf-3}; empty for nowhere
   * @param strong whether it is bold
   */
  record Phrase(String text, String link, boolean strong) {
    /** Plain words. */
    public static Phrase of(String text) {
      return new Phrase(text, "", false);
    }
  }

  /** A heading within a section. */
  record Heading(String text) implements Block {}

  /** Blocks under one line that opens and closes them, with or without scripts. */
  record Folded(String summary, boolean open, List<Block> blocks) implements Block {}

  /** The images of the gallery. */
  record Pictures(GalleryView view) implements Block {}

  /**
   * A table; the first cell of a row is its header.
   *
   * @param caption what is in it
   * @param headers one a column
   * @param rows cells, as many as headers
   * @param words columns of words before those of numbers, which are set flush right
   * @param filter what a box over the table filters by, where scripts run; empty for no box
   */
  record Table(
      String caption, List<String> headers, List<List<Cell>> rows, int words, String filter)
      implements Block {
    /** A table without a filter, of words or, but for its first column, of numbers. */
    public Table(String caption, List<String> headers, List<List<Cell>> rows, boolean numeric) {
      this(caption, headers, rows, numeric ? 1 : headers.size(), "");
    }
  }

  /**
   * One cell of a table.
   *
   * @param stressed whether it is bold and tinted
   * @param link where it leads within the page; empty for nowhere
   * @param value by which it is sorted; NaN: by its text
   */
  record Cell(String text, boolean stressed, String link, double value) {
    /** Words, or a number that is sorted as it is written. */
    public Cell(String text, boolean stressed) {
      this(text, stressed, "", Double.NaN);
    }

    /** A cell without stress. */
    public static Cell of(String text) {
      return new Cell(text, false);
    }

    /** A number as it is shown, and the number itself. */
    public static Cell of(double value, String text) {
      return new Cell(text, false, "", value);
    }

    /** The number to sort by, as markup has it; null for none. */
    public String sortKey() {
      return Double.isFinite(value) ? Double.toString(value) : null;
    }
  }

  /** Terms and their values, such as a configuration. */
  record Definitions(List<Entry> entries) implements Block {}

  /** Links to the files of the run, relative to the page. */
  record Files(List<RunFile> files) implements Block {}
}
