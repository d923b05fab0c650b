package org.segmentattribution.segmentation.coco;

import java.io.IOException;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.JsonWalker;

/**
 * An image as a COCO file lists it.
 *
 * @param id id used by the annotations' {@code image_id}
 * @param fileName a path with forward slashes
 * @param width pixels per row, not checked
 * @param height rows, not checked
 */
record CocoImage(long id, String fileName, long width, long height) {
  private static final int LONGEST_NAME = 4096;

  /** Returns the path without its extension. */
  String stem() {
    int dot = fileName.lastIndexOf('.');
    return dot > fileName.lastIndexOf('/') + 1 ? fileName.substring(0, dot) : fileName;
  }

  /** Returns the part after a path's last slash. */
  static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Reads an entry of {@code images}. */
  static CocoImage read(JsonWalker json, CocoIds ids) throws IOException {
    Long[] numbers = new Long[3];
    String[] name = {null};
    json.object(
        "image",
        field -> {
          switch (field) {
            case "id" -> numbers[0] = ids.require(json, "id");
            case "width" -> numbers[1] = json.quotedNumber("width");
            case "height" -> numbers[2] = json.quotedNumber("height");
            case "file_name" -> name[0] = json.text("file_name", LONGEST_NAME);
            default -> json.skip();
          }
        });
    if (numbers[0] == null || numbers[1] == null || numbers[2] == null || name[0] == null) {
      throw new WrongInput("an image needs id, width, height and file_name");
    }
    return new CocoImage(numbers[0], name[0].replace('\\', '/'), numbers[1], numbers[2]);
  }
}
