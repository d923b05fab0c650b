package org.segmentattribution.report.gallery;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * Where each segment mattered most and least: what the page shows beside the drawings, which {@link
 * GalleryPicture} made.
 *
 * @param method the saliency method of all of it
 * @param shelves one a segment, or a class and segment
 * @param pictures every image on a shelf, once
 */
public record Gallery(String method, List<Shelf> shelves, List<Picture> pictures) {
  /** A page without pictures. */
  public static final Gallery NONE = new Gallery("", List.of(), List.of());

  /** Segments in a smaller share of the images come last and are not worth a sentence. */
  public static final double SELDOM = 0.1;

  /** Copies the lists. */
  public Gallery {
    shelves = List.copyOf(shelves);
    pictures = List.copyOf(pictures);
  }

  /**
   * The images of one segment.
   *
   * @param className of the images, or empty: all classes together
   * @param segment name
   * @param images in which it occurs
   * @param meanRank over those that have other segments, too; NaN without
   * @param most where it mattered most, the best first
   * @param least where it mattered least, the worst first
   */
  public record Shelf(
      String className,
      String segment,
      int images,
      double meanRank,
      List<Place> most,
      List<Place> least) {}

  /**
   * An image on a shelf.
   *
   * @param picture id of the picture
   * @param rank of the segment in the image
   * @param of segments in the image
   * @param share of the sum of the image's mean attributions, 0 to 1
   */
  public record Place(String picture, double rank, int of, double share) {}

  /**
   * An image with its table.
   *
   * @param id digits: names the drawing, and its parts in the page
   * @param image path in the data set
   * @param answer what the model made of it
   * @param width of the drawing, its own units
   * @param height of the drawing
   * @param rows in the order of the drawing's outlines
   */
  @JsonPropertyOrder({
    "id",
    "image",
    "label",
    "predicted",
    "confidence",
    "target",
    "width",
    "height",
    "rows"
  })
  public record Picture(
      String id,
      String image,
      @JsonIgnore Answer answer,
      double width,
      double height,
      List<Row> rows) {

    /**
     * What a model made of an image.
     *
     * @param label the image's class, or empty
     * @param predicted by the model
     * @param confidence of the prediction, 0 to 1
     * @param target the class that was explained
     */
    public record Answer(String label, String predicted, double confidence, String target) {}

    /** Refuses an id that is more than a number, since it becomes markup and a file's name. */
    public Picture {
      if (!id.matches("[0-9]{3,9}")) {
        throw new IllegalArgumentException("not the number of a picture: " + id);
      }
      rows = List.copyOf(rows);
    }

    /** Reads the keys of the index, which has no groups. */
    @JsonCreator
    static Picture read(
        @JsonProperty("id") String id,
        @JsonProperty("image") String image,
        @JsonProperty("label") String label,
        @JsonProperty("predicted") String predicted,
        @JsonProperty("confidence") double confidence,
        @JsonProperty("target") String target,
        @JsonProperty("width") double width,
        @JsonProperty("height") double height,
        @JsonProperty("rows") List<Row> rows) {
      Answer answer = new Answer(label, predicted, confidence, target);
      return new Picture(id, image, answer, width, height, rows);
    }

    /** Returns the image's class, or empty. */
    @JsonProperty
    public String label() {
      return answer.label();
    }

    /** Returns the class that the model predicts. */
    @JsonProperty
    public String predicted() {
      return answer.predicted();
    }

    /** Returns the confidence of the prediction, 0 to 1. */
    @JsonProperty
    public double confidence() {
      return answer.confidence();
    }

    /** Returns the class that was explained. */
    @JsonProperty
    public String target() {
      return answer.target();
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
