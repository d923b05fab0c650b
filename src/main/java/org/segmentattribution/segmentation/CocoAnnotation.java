package org.segmentattribution.segmentation;

import java.io.IOException;

/**
 * Where a COCO file holds an annotation; its outline stays in the file until it is asked for.
 *
 * @param id 0 where there is none
 * @param category of {@code category_id}; has no meaning where there is a fault
 * @param from its first byte
 * @param to the byte after its last
 * @param fault what is wrong with it; null where nothing is yet known to be
 */
record CocoAnnotation(long id, long category, long from, long to, String fault) {
  /** An entry of {@code annotations} and the image that it belongs to. */
  record Placed(long image, CocoAnnotation annotation) {}

  /**
   * Reads an entry but for its outline and score.
   *
   * @param place from 0, for messages
   * @throws IllegalArgumentException where it belongs to no image
   */
  static Placed read(JsonWalker json, long place) throws IOException {
    String at = "annotation number " + (place + 1);
    long from = json.start();
    Long[] numbers = new Long[3];
    json.object(
        at,
        field -> {
          int slot = slot(field);
          if (slot >= 0 && json.isWholeNumber()) {
            numbers[slot] = json.wholeNumber(field);
          } else {
            json.skip();
          }
        });
    if (numbers[1] == null) {
      String name = numbers[0] == null ? at : "annotation " + numbers[0];
      throw new IllegalArgumentException(name + " has no image_id that is a whole number");
    }
    String fault = null;
    if (numbers[0] == null) {
      fault = at + " has no id that is a whole number";
    } else if (numbers[2] == null) {
      fault = "annotation " + numbers[0] + " has no category_id that is a whole number";
    }
    long id = numbers[0] == null ? 0 : numbers[0];
    long category = numbers[2] == null ? 0 : numbers[2];
    return new Placed(numbers[1], new CocoAnnotation(id, category, from, json.end(), fault));
  }

  private static int slot(String field) {
    return switch (field) {
      case "id" -> 0;
      case "image_id" -> 1;
      case "category_id" -> 2;
      default -> -1;
    };
  }
}
