package org.segmentattribution.segmentation.coco;

import java.io.IOException;
import org.segmentattribution.file.JsonWalker;

/**
 * Where a COCO file holds an annotation; its outline stays in the file until it is asked for.
 *
 * @param id null where there is none
 * @param place from 0, in the file's list
 * @param category of {@code category_id}; null where there is none
 * @param bytes where it is in the file
 * @param fault why it cannot be used; null where nothing is yet known to be wrong
 * @param broken how many of its polygons have fewer than three corners
 * @param panoptic whether its segments lie in a picture
 */
record CocoAnnotation(
    Long id, long place, Long category, Bytes bytes, String fault, int broken, boolean panoptic) {
  /**
   * A part of the file.
   *
   * @param from its first byte, from 0
   * @param to the byte after its last
   */
  record Bytes(long from, long to) {}

  /** An entry of {@code annotations} and the image that it belongs to; null where there is none. */
  record Placed(Long image, CocoAnnotation annotation) {}

  /**
   * Reads an entry but for its outline and score.
   *
   * @param place from 0
   */
  static Placed read(JsonWalker json, long place, CocoIds ids) throws IOException {
    long from = json.start();
    Long[] numbers = new Long[3];
    CocoOutline outline = new CocoOutline();
    String[] fault = {"it has no segmentation"};
    boolean[] panoptic = {false};
    json.object(
        "annotation number " + (place + 1),
        field -> {
          int slot = slot(field);
          if (slot >= 0) {
            numbers[slot] = ids.read(json);
          } else if (field.equals("segmentation")) {
            fault[0] = outline.fault(json);
          } else {
            panoptic[0] |= field.equals("segments_info") && json.isList();
            json.skip();
          }
        });
    if (panoptic[0]) {
      fault[0] = null;
    } else if (numbers[2] == null) {
      fault[0] = "it has no category_id";
    }
    if (numbers[1] == null) {
      fault[0] = "it has no image_id";
    }
    return new Placed(
        numbers[1],
        new CocoAnnotation(
            numbers[0],
            place,
            numbers[2],
            new Bytes(from, json.end()),
            fault[0],
            outline.broken(),
            panoptic[0]));
  }

  /** What it is called in messages. */
  String shown(CocoIds ids) {
    return id == null ? "number " + (place + 1) : ids.text(id);
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
