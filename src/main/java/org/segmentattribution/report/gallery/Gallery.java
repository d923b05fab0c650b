package org.segmentattribution.report.gallery;

import java.util.List;

/**
 * Where each segment mattered most and least: the text that the page shows beside the drawings of
 * {@link GalleryPicture}.
 *
 * @param method the saliency method of the whole gallery
 * @param shelves one for each segment, or for each class and segment
 * @param pictures every image on a shelf, once
 */
public record Gallery(String method, List<Shelf> shelves, List<Picture> pictures) {
  /** An empty gallery. */
  public static final Gallery NONE = new Gallery("", List.of(), List.of());

  /** Segments in a smaller share of the images come last, and no sentence mentions them. */
  public static final double SELDOM = 0.1;

  /** Copies the lists. */
  public Gallery {
    shelves = List.copyOf(shelves);
    pictures = List.copyOf(pictures);
  }

  /**
   * The images of one segment.
   *
   * @param className class of the images; empty = all classes together
   * @param segment name
   * @param images number of images in which the segment occurs
   * @param meanRank mean rank over images that also have other segments; NaN without any
   * @param most places where it mattered most, the best first
   * @param least places where it mattered least, the worst first
   */
  public record Shelf(
      String className,
      String segment,
      int images,
      double meanRank,
      List<Place> most,
      List<Place> least) {}

  /**
   * A picture on a shelf.
   *
   * @param picture id of the picture
   * @param rank of the segment in the image
   * @param of number of segments in the image
   * @param share of the sum of the image's mean attributions, 0 to 1
   */
  public record Place(String picture, double rank, int of, double share) {}

  /**
   * An image with its table.
   *
   * @param id digits: names the drawing, and its parts in the page
   * @param image path in the data set
   * @param label its class, or empty
   * @param predicted class that the model predicts
   * @param confidence of the prediction, 0 to 1
   * @param target the explained class
   * @param width width of the drawing in its own units
   * @param height height of the drawing in its own units
   * @param rows rows in the order of the drawing's outlines
   */
  public record Picture(
      String id,
      String image,
      String label,
      String predicted,
      double confidence,
      String target,
      double width,
      double height,
      List<Row> rows) {
    /** Refuses an id that is not a number, since it becomes markup and the name of a file. */
    public Picture {
      if (!id.matches("[0-9]{3,9}")) {
        throw new IllegalArgumentException("not the number of a picture: " + id);
      }
      rows = List.copyOf(rows);
    }
  }

  /**
   * A segment in an image.
   *
   * @param rank in the image
   * @param meanSigned mean attribution with its sign
   * @param share of the sum of the image's mean attributions, 0 to 1
   * @param fraction of the image that the padded mask covers, 0 to 1
   */
  public record Row(
      String segment, double rank, double meanSigned, double share, double fraction) {}
}
