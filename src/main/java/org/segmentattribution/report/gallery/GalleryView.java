package org.segmentattribution.report.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.report.svg.NumberText;

/** Prepares a gallery for the page: shelves in order, each with an address in the page. */
public final class GalleryView {
  /** Where the attribution begins in a drawing, right of the image. */
  public static final String RIGHT = NumberText.plain(GalleryPicture.right());

  /** Number of rows of an image's table that are shown, beside that of the segment itself. */
  private static final int ROWS = 6;

  private final Gallery gallery;
  private final Map<String, String> drawings;
  private final boolean signed;
  private final List<Gallery.Shelf> shelves;
  private final Map<String, Gallery.Picture> pictures = new LinkedHashMap<>();

  /**
   * Makes a view.
   *
   * @param drawings SVG of {@link GalleryPicture} by the pictures' ids
   * @param signed whether the method can speak against a class
   */
  public GalleryView(Gallery gallery, Map<String, String> drawings, boolean signed) {
    this.gallery = gallery;
    this.drawings = drawings;
    this.signed = signed;
    shelves =
        gallery.shelves().stream().filter(s -> !s.most().isEmpty()).sorted(order(gallery)).toList();
    gallery.pictures().forEach(p -> pictures.put(p.id(), p));
  }

  /** Orders shelves by class, then by mean rank, the best first; rare segments are last. */
  private static Comparator<Gallery.Shelf> order(Gallery gallery) {
    Map<String, Integer> oftenest = new HashMap<>();
    gallery.shelves().forEach(s -> oftenest.merge(s.className(), s.images(), Math::max));
    return Comparator.comparing(Gallery.Shelf::className, SegmentNames.BY_CODE_POINT)
        .thenComparing(s -> s.images() < Gallery.SELDOM * oftenest.get(s.className()))
        .thenComparingDouble(Gallery.Shelf::meanRank)
        .thenComparing(Gallery.Shelf::segment, SegmentNames.BY_CODE_POINT);
  }

  /** Returns whether there is nothing to show. */
  public boolean isEmpty() {
    return shelves.isEmpty();
  }

  /** Returns whether each shelf belongs to one class. */
  public boolean byClass() {
    return shelves.stream().anyMatch(s -> !s.className().isEmpty());
  }

  public String method() {
    return gallery.method();
  }

  /** Returns the number of different images. */
  public int images() {
    return pictures.size();
  }

  /** Returns the shelves class by class, the most informative segments first. */
  public List<Gallery.Shelf> shelves() {
    return shelves;
  }

  /** Returns the drawings; the page contains each once. */
  public Iterable<String> drawings() {
    return drawings.values();
  }

  /** Returns the name of a class where its shelves begin, otherwise an empty text. */
  public String heading(int shelf) {
    String name = shelves.get(shelf).className();
    return shelf > 0 && shelves.get(shelf - 1).className().equals(name) ? "" : name;
  }

  /**
   * Returns a link to the images of a segment in a class, or else in the class where it ranks best;
   * empty where the gallery has none.
   */
  public String link(String className, String segment) {
    int found = -1;
    for (int i = 0; i < shelves.size(); i++) {
      Gallery.Shelf shelf = shelves.get(i);
      if (shelf.segment().equals(segment)) {
        if (shelf.className().equals(className) || shelf.className().isEmpty()) {
          return "#shelf-" + i;
        }
        boolean better = found < 0 || shelf.meanRank() < shelves.get(found).meanRank();
        found = className.isEmpty() && better ? i : found;
      }
    }
    return found < 0 ? "" : "#shelf-" + found;
  }

  /** Returns the picture at a place. */
  public Gallery.Picture picture(Gallery.Place place) {
    return pictures.get(place.picture());
  }

  /** Returns the address of a segment's outline in a picture; empty where the picture lacks it. */
  public String outline(Gallery.Picture picture, String segment) {
    for (int i = 0; i < picture.rows().size(); i++) {
      if (picture.rows().get(i).segment().equals(segment)) {
        return "#g" + picture.id() + "s" + i;
      }
    }
    return "";
  }

  /** Returns the best rows of a picture's table, and always that of the segment. */
  public List<Gallery.Row> rows(Gallery.Picture picture, String segment) {
    List<Gallery.Row> shown = new ArrayList<>();
    int others = 0;
    List<Gallery.Row> sorted =
        picture.rows().stream().sorted(Comparator.comparingDouble(Gallery.Row::rank)).toList();
    for (Gallery.Row row : sorted) {
      if (row.segment().equals(segment) || others++ < ROWS - 1) {
        shown.add(row);
      }
    }
    return shown;
  }

  /** Describes a shelf: {@code mean rank 1.20; in 30 images}. */
  public String summary(Gallery.Shelf shelf) {
    return (alone(shelf) ? "" : "mean rank " + NumberText.rank(shelf.meanRank()) + "; ")
        + "in "
        + NumberText.images(shelf.images())
        + (alone(shelf) ? ", without another segment beside it" : "");
  }

  /** Returns the heading of the first pictures of a shelf. */
  public String most(Gallery.Shelf shelf) {
    return alone(shelf) ? "Images" : "Where it mattered most";
  }

  /** Returns the heading of the last pictures of a shelf. */
  public String least(Gallery.Shelf shelf) {
    return alone(shelf) ? "Further images" : "Where it mattered least";
  }

  private static boolean alone(Gallery.Shelf shelf) {
    return Double.isNaN(shelf.meanRank());
  }

  /** Describes a place: {@code rank 1 of 5, for the class, 62.0 % of the summed means}. */
  public String standing(Gallery.Place place, String segment) {
    String sign = sign(place, segment);
    if (place.of() == 1) {
      return "the only segment" + sign;
    }
    return "rank "
        + NumberText.plain(place.rank())
        + " of "
        + place.of()
        + sign
        + ", "
        + NumberText.percent(place.share())
        + " of the summed means";
  }

  /**
   * Describes the sign of a segment; of several rows with its name, the one with the best rank
   * counts.
   */
  private String sign(Gallery.Place place, String segment) {
    double mean =
        picture(place).rows().stream()
            .filter(row -> row.segment().equals(segment))
            .min(Comparator.comparingDouble(row -> Math.abs(row.rank() - place.rank())))
            .map(Gallery.Row::meanSigned)
            .orElse(0.0);
    return !signed || mean == 0 ? "" : mean > 0 ? ", for the class" : ", against the class";
  }

  /** Returns what the model predicts for a picture. */
  public String prediction(Gallery.Picture picture) {
    String label = picture.label().isEmpty() ? "" : "class " + picture.label() + ", ";
    String explained =
        picture.target().equals(picture.predicted()) ? "" : ", explained " + picture.target();
    return label
        + "predicted "
        + picture.predicted()
        + " ("
        + NumberText.percent(picture.confidence())
        + ")"
        + explained;
  }

  /** Returns the text for readers who do not see the picture. */
  public String alternative(Gallery.Place place, String segment) {
    return picture(place).image()
        + ": left the image with the outlines of its segments, right its attribution; "
        + segment
        + " has "
        + standing(place, segment);
  }
}
