package org.segmentattribution.report.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.report.svg.NumberText;

/** A gallery as the page shows it: shelves in order, each with an address in the page. */
public final class GalleryView {
  /** Where the attribution begins in a drawing, right of the image. */
  public static final String RIGHT = NumberText.plain(GalleryPicture.right());

  /** Rows of an image's table that are shown, beside that of the segment itself. */
  private static final int ROWS = 6;

  private final Gallery gallery;
  private final Map<String, String> drawings;
  private final boolean signed;
  private final List<Gallery.Shelf> shelves;
  private final Map<String, Gallery.Picture> pictures = new LinkedHashMap<>();

  /**
   * A view.
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

  /** Class by class; best mean rank first, but segments that are seldom found last. */
  private static Comparator<Gallery.Shelf> order(Gallery gallery) {
    Map<String, Integer> oftenest = new HashMap<>();
    gallery.shelves().forEach(s -> oftenest.merge(s.className(), s.images(), Math::max));
    return Comparator.comparing(Gallery.Shelf::className, SegmentNames.BY_CODE_POINT)
        .thenComparing(s -> s.images() < Gallery.SELDOM * oftenest.get(s.className()))
        .thenComparingDouble(Gallery.Shelf::meanRank)
        .thenComparing(Gallery.Shelf::segment, SegmentNames.BY_CODE_POINT);
  }

  /** Whether there is nothing to show. */
  public boolean isEmpty() {
    return shelves.isEmpty();
  }

  /** Whether shelves are of single classes. */
  public boolean byClass() {
    return shelves.stream().anyMatch(s -> !s.className().isEmpty());
  }

  public String method() {
    return gallery.method();
  }

  /** How many different images there are. */
  public int images() {
    return pictures.size();
  }

  /** Class by class, the segments that tell most first. */
  public List<Gallery.Shelf> shelves() {
    return shelves;
  }

  /** The drawings, each of which the page holds once. */
  public Iterable<String> drawings() {
    return drawings.values();
  }

  /** A class's name where a row of shelves begins, empty within it. */
  public String heading(int shelf) {
    String name = shelves.get(shelf).className();
    return shelf > 0 && shelves.get(shelf - 1).className().equals(name) ? "" : name;
  }

  /**
   * A link to the images of a segment: in a class, or else in the class where it ranks best; empty
   * where the gallery has none.
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

  /** The picture on a place. */
  public Gallery.Picture picture(Gallery.Place place) {
    return pictures.get(place.picture());
  }

  /** The address of a segment's outline in a picture; empty where the picture lacks it. */
  public String outline(Gallery.Picture picture, String segment) {
    for (int i = 0; i < picture.rows().size(); i++) {
      if (picture.rows().get(i).segment().equals(segment)) {
        return "#g" + picture.id() + "s" + i;
      }
    }
    return "";
  }

  /** The best rows of a picture's table, and the segment's in any case. */
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

  /** What a shelf holds: {@code mean rank 1.20; in 30 images}. */
  public String summary(Gallery.Shelf shelf) {
    return (alone(shelf) ? "" : "mean rank " + NumberText.rank(shelf.meanRank()) + "; ")
        + "in "
        + NumberText.images(shelf.images())
        + (alone(shelf) ? ", without another segment beside it" : "");
  }

  /** Heading of the first pictures of a shelf. */
  public String most(Gallery.Shelf shelf) {
    return alone(shelf) ? "Images" : "Where it mattered most";
  }

  /** Heading of the last pictures of a shelf. */
  public String least(Gallery.Shelf shelf) {
    return alone(shelf) ? "Further images" : "Where it mattered least";
  }

  private static boolean alone(Gallery.Shelf shelf) {
    return Double.isNaN(shelf.meanRank());
  }

  /** What a place says: {@code rank 1 of 5, for the class, 62.0 % of the summed means}. */
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

  /** Where several rows have the name, the one with the best rank counts. */
  private String sign(Gallery.Place place, String segment) {
    double mean =
        picture(place).rows().stream()
            .filter(row -> row.segment().equals(segment))
            .min(Comparator.comparingDouble(row -> Math.abs(row.rank() - place.rank())))
            .map(Gallery.Row::meanSigned)
            .orElse(0.0);
    return !signed || mean == 0 ? "" : mean > 0 ? ", for the class" : ", against the class";
  }

  /** What the model made of a picture. */
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

  /** For those who do not see the picture. */
  public String alternative(Gallery.Place place, String segment) {
    return picture(place).image()
        + ": left the image with the outlines of its segments, right its attribution; "
        + segment
        + " has "
        + standing(place, segment);
  }
}
