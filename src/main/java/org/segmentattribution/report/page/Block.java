package org.segmentattribution.report.page;

import java.util.List;
import org.segmentattribution.report.answer.AnswerView;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.part.DotScale;
import org.segmentattribution.report.part.PicturePairs;
import org.segmentattribution.report.part.ShownPicture;
import org.segmentattribution.report.part.SlopeView;
import org.segmentattribution.report.photograph.Photographs;
import org.segmentattribution.report.svg.Drawing;

/** A part of a section of the report. */
public sealed interface Block {
  /** A paragraph of plain text. */
  record Text(String text) implements Block {}

  /**
   * A figure with its caption.
   *
   * @param caption what it shows and how to read it, plain text
   * @param drawing a figure made by this program
   * @param other what a switch shows in its place; null for none
   */
  record Figure(String caption, Drawing drawing, Switch other) implements Block {
    /** Makes a figure without a switch. */
    public Figure(String caption, Drawing drawing) {
      this(caption, drawing, null);
    }

    /** Makes a figure that is drawn once. */
    public Figure(String caption, String svg) {
      this(caption, Drawing.of("", svg));
    }

    /** Returns the figure as in its file. */
    public String svg() {
      return drawing.wide();
    }

    /** Returns the figure as markup that follows the colours of the page. */
    public String inPage() {
      return drawing.inPage();
    }
  }

  /**
   * A switch between two drawings of one figure, which needs no script.
   *
   * @param question what differs, such as {@code Mean over}
   * @param first name of the first drawing
   * @param second name of the second one
   * @param drawing the second one
   * @param offered whether a page has the switch: not where both show the same
   */
  record Switch(String question, String first, String second, Drawing drawing, boolean offered) {}

  /** Figures side by side where there is room, such as one image under two models. */
  record FigureRow(List<Figure> figures) implements Block {}

  /** Figures of 300 units, as many side by side as there is room for, such as one a class. */
  record Panels(List<Figure> figures) implements Block {}

  /**
   * A paragraph with links and bold words.
   *
   * @param phrases phrases in order, including the blanks between them
   */
  record Prose(List<Phrase> phrases) implements Block {}

  /**
   * A part of a paragraph.
   *
   * @param link target within the page, such as {@code #shelf-3}; empty for no link
   * @param strong whether it is bold
   */
  record Phrase(String text, String link, boolean strong) {
    /** Makes a phrase of plain words. */
    public static Phrase of(String text) {
      return new Phrase(text, "", false);
    }
  }

  /** What a reader must know before quoting a number, one or two sentences each. */
  record Caveats(List<String> sentences) implements Block {}

  /** What a model looks at in each class: sentence, photographs, bars. */
  record Answers(AnswerView view, Photographs photographs) implements Block {}

  /** What was found, in sentences that a person can repeat; the first is the most important. */
  record Hero(List<Sentence> sentences) implements Block {
    /** Makes a block of one sentence. */
    public Hero(Sentence sentence) {
      this(List.of(sentence));
    }
  }

  /**
   * What changed from one model to another.
   *
   * @param accuracy heading of the accuracies
   * @param accuracies of all photographs, then of each class
   * @param heading of the sentences
   * @param found sentences
   * @param more what they leave out, in words; may be empty
   */
  record Changed(
      String accuracy,
      List<AccuracyChange> accuracies,
      String heading,
      List<Sentence> found,
      String more)
      implements Block {}

  /** Photographs before and after. */
  record Pairs(PicturePairs pairs) implements Block {}

  /** Photographs in a row, each with a line below it. */
  record Shown(List<ShownPicture> pictures) implements Block {}

  /** Shares under two models, a panel a class. */
  record Slopes(SlopeView view) implements Block {}

  /** Values with intervals on one scale. */
  record Dots(DotScale scale) implements Block {}

  /** A heading within a section. */
  record Heading(String text) implements Block {}

  /** Blocks below one line that opens and closes them, with or without scripts. */
  record Folded(String summary, boolean open, List<Block> blocks) implements Block {}

  /** The photographs of the run. */
  record Pictures(Photographs photographs) implements Block {}

  /**
   * A table; the first cell of each row is its header.
   *
   * @param caption what is in it
   * @param headers one for each column
   * @param rows cells, one for each header
   * @param words number of columns with words; the columns of numbers follow and are aligned right
   * @param filter label of the filter box above the table, where scripts run; empty for no box
   */
  record Table(
      String caption, List<String> headers, List<List<Cell>> rows, int words, String filter)
      implements Block {
    /** Makes a table without a filter, of words or, except for its first column, of numbers. */
    public Table(String caption, List<String> headers, List<List<Cell>> rows, boolean numeric) {
      this(caption, headers, rows, numeric ? 1 : headers.size(), "");
    }
  }

  /**
   * One cell of a table.
   *
   * @param stressed whether it is bold and coloured
   * @param link target within the page; empty for no link
   * @param value number to sort by; NaN = sort by text
   */
  record Cell(String text, boolean stressed, String link, double value) {
    /** Makes a cell of words, or of a number sorted by its text. */
    public Cell(String text, boolean stressed) {
      this(text, stressed, "", Double.NaN);
    }

    /** Makes a cell that is not stressed. */
    public static Cell of(String text) {
      return new Cell(text, false);
    }

    /** Makes a cell of a number and its text. */
    public static Cell of(double value, String text) {
      return new Cell(text, false, "", value);
    }

    /** Returns the number to sort by, for markup; null for none. */
    public String sortKey() {
      return Double.isFinite(value) ? Double.toString(value) : null;
    }
  }

  /** Terms and their values, such as a configuration. */
  record Definitions(List<Entry> entries) implements Block {}

  /** Links to the files of the run, relative to the page. */
  record Files(List<RunFile> files) implements Block {}
}
