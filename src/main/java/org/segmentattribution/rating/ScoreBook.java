package org.segmentattribution.rating;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.SegmentAttribution;

/** The single-deletion scores of all candidates, image by image. */
public final class ScoreBook {
  private final List<ImageEffects> images;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<Candidate, Map<Against, double[]>> scores = new LinkedHashMap<>();

  /** Values of the columns of one method in one image, by segment. */
  private final Map<String, Map<String, SegmentAttribution>> rows = new LinkedHashMap<>();

  /**
   * Starts with the ruler.
   *
   * @param images effects, an item an image and explained class
   * @param seed of the ruler's random row
   */
  public ScoreBook(List<ImageEffects> images, long seed) {
    this.images = List.copyOf(images);
    for (int i = 0; i < images.size(); i++) {
      places.put(images.get(i).key(), i);
      for (Against against : Against.values()) {
        int place = i;
        Ruler.scores(images.get(i), against, seed)
            .forEach((row, score) -> scores(row, against)[place] = score);
      }
    }
  }

  private double[] scores(Candidate candidate, Against against) {
    return scores
        .computeIfAbsent(candidate, key -> new EnumMap<>(Against.class))
        .computeIfAbsent(against, key -> new double[images.size()]);
  }

  /**
   * Takes a row of a table; rows of images without effects are left out, and what lies outside
   * every segment, which is not removed. The rows of a table follow each other.
   */
  public void add(SegmentAttribution row) {
    if (!row.isElsewhere() && places.containsKey(ImageEffects.key(row.imageId(), row.target()))) {
      rows.computeIfAbsent(
              ImageEffects.key(row.imageId(), row.target()) + "\n" + row.method(),
              key -> new HashMap<>())
          .put(row.segment(), row);
    }
  }

  /** Scores the rows that were added. */
  public void close() {
    List<String> methods =
        rows.values().stream()
            .map(table -> table.values().iterator().next().method())
            .distinct()
            .toList();
    for (String method : methods) {
      for (RatedColumn column : RatedColumn.values()) {
        for (Against against : Against.values()) {
          double[] scores = scores(Candidate.of(method, column), against);
          for (int i = 0; i < scores.length; i++) {
            scores[i] = score(images.get(i), method, column, against);
          }
        }
      }
    }
    rows.clear();
  }

  private double score(ImageEffects image, String method, RatedColumn column, Against against) {
    Map<String, SegmentAttribution> table =
        rows.getOrDefault(image.key() + "\n" + method, Map.of());
    double[] values =
        image.segments().stream()
            .mapToDouble(name -> table.containsKey(name) ? column.of(table.get(name)) : Double.NaN)
            .toArray();
    double[] effects = image.values(against, null);
    return SingleDeletion.score(
        values, column.isAbsolute() ? ImageEffects.absolute(effects) : effects);
  }

  /** Returns the images, one for each explained class. */
  public List<ImageEffects> images() {
    return images;
  }

  /** Returns the candidates: the ruler, then methods and columns in the order of the tables. */
  public List<Candidate> candidates() {
    return new ArrayList<>(scores.keySet());
  }

  /** Returns the score of each image; NaN where there is none. */
  public double[] of(Candidate candidate, Against against) {
    return scores.get(candidate).get(against).clone();
  }
}
