package org.segmentattribution.segmentation.coco;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.InnerPath;
import org.segmentattribution.file.JsonWalker;
import org.segmentattribution.image.PixelSamples;
import org.segmentattribution.segmentation.pixels.MaskFile;

/**
 * COCO's panoptic format: one annotation for each image, whose segments are in a PNG; the number of
 * a segment is red + 256 green + 65536 blue (cocodataset.org, "Panoptic segmentation").
 *
 * @param pngs folder of the pictures
 */
record CocoPanoptic(Path pngs) {
  private static final int LONGEST_NAME = 4096;

  /**
   * The content of an annotation.
   *
   * @param file relative path of the picture
   * @param categories categories by number of the segment, in the file's order
   */
  record Listed(String file, Map<Integer, Long> categories) {}

  /**
   * Finds the pictures that belong to a file.
   *
   * @param declared folder of the pictures; null for the folder beside the file that has its name
   * @throws IOException where there is none
   */
  static CocoPanoptic open(Path json, Path declared) throws IOException {
    String name = json.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    Path folder = declared == null ? json.resolveSibling(name) : declared;
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "%s: its segments lie in PNG files, and %s is no folder of them: declare masks:%s?png=DIR"
              .formatted(json, folder, json));
    }
    return new CocoPanoptic(folder);
  }

  /** Reads an annotation. */
  static Listed list(JsonWalker json, CocoIds ids) throws IOException {
    String[] file = {null};
    Map<Integer, Long> categories = new LinkedHashMap<>();
    json.object(
        "it",
        field -> {
          switch (field) {
            case "file_name" -> file[0] = json.text(field, LONGEST_NAME).replace('\\', '/');
            case "segments_info" ->
                json.list(
                    field,
                    list -> {
                      Long[] numbers = new Long[2];
                      json.object(
                          "a segment",
                          key -> {
                            switch (key) {
                              case "id" -> numbers[0] = json.quotedNumber("a segment's id");
                              case "category_id" -> numbers[1] = ids.require(json, key);
                              default -> json.skip();
                            }
                          });
                      if (numbers[0] == null || numbers[1] == null) {
                        throw new WrongInput("a segment needs id and category_id");
                      }
                      if (categories.put(numbers[0].intValue(), numbers[1]) != null) {
                        throw new WrongInput("two segments are " + numbers[0]);
                      }
                    });
            default -> json.skip();
          }
        });
    if (file[0] == null) {
      throw new WrongInput("it has no file_name of its PNG");
    }
    return new Listed(file[0], categories);
  }

  /** Returns the picture of an annotation. */
  Path file(Listed listed) throws IOException {
    return InnerPath.of(pngs, listed.file());
  }

  /**
   * Returns the segments of an image, in the order of the list; those without a pixel are empty.
   *
   * @param names names by category
   * @throws IOException naming the picture, where it is none, of another size, or has a segment
   *     that the list has not
   */
  Map<Integer, Detection> read(Listed listed, int width, int height, Map<Long, String> names)
      throws IOException {
    Path file = file(listed);
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not there");
    }
    PixelSamples samples = MaskFile.readPng(file, width, height);
    TreeMap<Integer, Mask.Builder> masks = new TreeMap<>();
    List<Integer> unknown = new ArrayList<>();
    for (int i = 0; i < width * height; i++) {
      int colour = samples.colour(i);
      int number = colour >> 16 | colour & 0xff00 | (colour & 0xff) << 16;
      if (number != 0 && !listed.categories().containsKey(number)) {
        unknown.add(number);
        break;
      }
      masks.computeIfAbsent(number, n -> new Mask.Builder(width, height)).add(i % width, i / width);
    }
    if (!unknown.isEmpty()) {
      throw new IOException(
          "%s has the segment %d, which segments_info does not list"
              .formatted(file, unknown.get(0)));
    }
    Map<Integer, Detection> found = new LinkedHashMap<>();
    listed
        .categories()
        .forEach(
            (number, category) -> {
              Mask.Builder pixels = masks.get(number);
              Mask mask = pixels == null ? Mask.empty(width, height) : pixels.build();
              found.put(number, new Detection(names.get(category), mask, 1));
            });
    return found;
  }
}
