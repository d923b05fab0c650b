package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.NumberText;

/**
 * What seems wrong with the masks of each name, for the page of {@code sat segment}.
 *
 * @param rows one a name, the most doubtful first; empty where nothing was measured
 * @param notes further sentences, such as on names that could not be compared
 * @param pictures of the doubtful names; null for none
 */
public record SegmentQuality(List<Row> rows, List<String> notes, Drawing pictures) {
  /** Nothing was measured. */
  public static final SegmentQuality NONE = new SegmentQuality(List.of(), List.of(), null);

  private static final String TITLE = "How good are the masks?";
  private static final int NAMED = 3;

  /** With more names than this, the table is folded. */
  private static final int OPEN = 20;

  /** Sentences are listed for so many names; the table has all. */
  private static final int TOLD = 12;

  /**
   * One name.
   *
   * @param doubts what makes its masks doubtful, a sentence each
   */
  public record Row(String name, List<String> doubts, Numbers numbers) {}

  /**
   * Numbers of one name; NaN where something was not measured.
   *
   * @param share of the images with it, 0 to 1
   * @param area its share of the picture
   * @param shift IoU under a shift
   * @param flip IoU under a flip
   * @param partner the name that it shares most with
   * @param against how far it agrees with other masks
   */
  public record Numbers(
      double share, Area area, double shift, double flip, Partner partner, Against against) {}

  /** Median and range of a share of the picture, 0 to 1. */
  public record Area(double median, double least, double most) {}

  /** Another name with its mean IoU; an empty name for none. */
  public record Partner(String name, double iou) {}

  /** Median and quartiles of the IoU with other masks, and how often only one of both has it. */
  public record Against(double median, double low, double high, int onlyHere, int onlyThere) {}

  /** Returns whether something was measured. */
  boolean isMeasured() {
    return !rows.isEmpty();
  }

  /** Says how many names look sound, and which do not; at most three are named. */
  public Sentence sentence() {
    List<String> doubtful =
        rows.stream().filter(row -> !row.doubts().isEmpty()).map(Row::name).toList();
    int sound = rows.size() - doubtful.size();
    Phrases text = new Phrases();
    if (doubtful.isEmpty()) {
      text.plain(rows.size() == 1 ? "Its masks look " : "The masks of ")
          .plain(rows.size() == 1 ? "" : rows.size() == 2 ? "both" : "all " + rows.size())
          .plain(rows.size() == 1 ? "" : " names look ");
      return text.plain("sound.").sentence();
    }
    text.strong(sound == 0 ? "None" : String.valueOf(sound))
        .plain(
            " of %d %s %s sound; look at "
                .formatted(
                    rows.size(),
                    rows.size() == 1 ? "name" : "names",
                    sound == 1 || sound == 0 ? "looks" : "look"));
    int shown = Math.min(NAMED, doubtful.size());
    for (int i = 0; i < shown; i++) {
      boolean last = i == doubtful.size() - 1;
      text.plain(i == 0 ? "" : last ? " and " : ", ").strong(doubtful.get(i));
    }
    int more = doubtful.size() - shown;
    return text.plain(more > 0 ? " and " + more + " more." : ".").sentence();
  }

  /** Returns the section of the page. */
  Section section() {
    List<Block> blocks = new ArrayList<>();
    List<String> told = new ArrayList<>();
    rows.stream()
        .filter(row -> !row.doubts().isEmpty())
        .limit(TOLD)
        .forEach(row -> tell(row, told));
    told.addAll(notes);
    if (!told.isEmpty()) {
      blocks.add(new Block.Caveats(told));
    }
    if (pictures != null) {
      blocks.add(new Block.Figure("Photographs with the doubtful names alone.", pictures));
    }
    Block table = table();
    blocks.add(
        rows.size() > OPEN
            ? new Block.Folded(
                "The numbers of all " + rows.size() + " names", false, List.of(table))
            : table);
    return new Section(TITLE, blocks);
  }

  private static void tell(Row row, List<String> told) {
    row.doubts().forEach(doubt -> told.add(row.name() + ": " + doubt + "."));
  }

  private Block table() {
    boolean tested =
        rows.stream()
            .anyMatch(
                r -> Double.isFinite(r.numbers().shift()) || Double.isFinite(r.numbers().flip()));
    boolean compared = rows.stream().anyMatch(r -> Double.isFinite(r.numbers().against().median()));
    List<String> headers =
        new ArrayList<>(List.of("segment", "seems", "photographs", "area", "range"));
    headers.addAll(tested ? List.of("shift", "flip") : List.of());
    headers.addAll(List.of("overlap", "with"));
    headers.addAll(compared ? List.of("compared", "quartiles", "only one") : List.of());
    return new Block.Table(
        "The most doubtful first. Area: median share of the photograph, and its range."
            + (tested
                ? " Shift, flip: median IoU (shared pixels by pixels of either, 1 = equal) of the mask"
                    + " and that of the photograph moved by some pixels or mirrored, brought back."
                : "")
            + " Overlap, with: the other name with the largest mean IoU."
            + (compared
                ? " Compared: median IoU with the other masks; only one: photographs where only these"
                    + " masks, or only the others, have it."
                : "")
            + " Hints, not errors.",
        headers,
        rows.stream().map(row -> cells(row, tested, compared)).toList(),
        2,
        "");
  }

  private static List<Block.Cell> cells(Row row, boolean tested, boolean compared) {
    Numbers n = row.numbers();
    List<Block.Cell> cells = new ArrayList<>();
    cells.add(new Block.Cell(row.name(), !row.doubts().isEmpty()));
    cells.add(Block.Cell.of(row.doubts().isEmpty() ? "sound" : "doubtful"));
    cells.add(Block.Cell.of(n.share(), NumberText.percent(n.share())));
    cells.add(Block.Cell.of(n.area().median(), NumberText.percent(n.area().median())));
    cells.add(
        Block.Cell.of(
            n.area().most(),
            Double.isNaN(n.area().most())
                ? NumberText.NONE
                : NumberText.share(n.area().least())
                    + "\u2013"
                    + NumberText.share(n.area().most())));
    if (tested) {
      cells.add(iou(n.shift()));
      cells.add(iou(n.flip()));
    }
    cells.add(iou(n.partner().iou()));
    cells.add(Block.Cell.of(n.partner().name().isEmpty() ? NumberText.NONE : n.partner().name()));
    if (compared) {
      Against a = n.against();
      cells.add(iou(a.median()));
      cells.add(
          Block.Cell.of(
              a.low(),
              Double.isNaN(a.low())
                  ? NumberText.NONE
                  : NumberText.fixed(a.low(), 2) + "\u2013" + NumberText.fixed(a.high(), 2)));
      cells.add(
          Block.Cell.of(
              Double.isNaN(a.median()) ? NumberText.NONE : a.onlyHere() + " / " + a.onlyThere()));
    }
    return cells;
  }

  private static Block.Cell iou(double value) {
    return Block.Cell.of(value, NumberText.fixed(value, 2));
  }
}
