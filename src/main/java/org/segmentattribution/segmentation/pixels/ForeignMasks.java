package org.segmentattribution.segmentation.pixels;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.JsonWalker;

/**
 * Annotations of other programs, recognised by the keys of their files, with what to export
 * instead.
 *
 * @param program that wrote it
 * @param keys one of these sets: {@code a} of the outermost object, {@code a.b} of the first object
 *     within {@code a}, {@code .b} of the first object of the outermost list or of any value
 * @param answer what to do
 */
public record ForeignMasks(String program, List<Set<String>> keys, String answer) {
  private static final String COCO = "export it as COCO (polygons or RLE) and name that .json";
  private static final int MOST_KEYS = 64;

  private static final List<ForeignMasks> KNOWN =
      List.of(
          new ForeignMasks(
              "SA-1B (Segment Anything)",
              List.of(Set.of("image", "annotations", "annotations.segmentation")),
              "its masks have no names, and a table needs some: make a COCO file with categories"),
          new ForeignMasks(
              "V7 Darwin",
              List.of(Set.of("annotations", "item"), Set.of("annotations", "image")),
              "choose the export COCO or Semantic Mask"),
          new ForeignMasks(
              "LabelMe",
              List.of(Set.of("shapes", "imagePath"), Set.of("shapes", "imageHeight")),
              "labelme2coco, or labelme's labelme2voc.py (label maps), converts a folder of them"),
          new ForeignMasks(
              "VGG Image Annotator (VIA)",
              List.of(
                  Set.of("_via_img_metadata"),
                  Set.of(".regions", ".filename"),
                  Set.of("metadata", "view", "file")),
              "choose Annotation > Export Annotations (COCO format)"),
          new ForeignMasks(
              "Datumaro",
              List.of(Set.of("items", "categories")),
              "datum convert -f coco_instances"),
          new ForeignMasks(
              "Label Studio",
              List.of(
                  Set.of(".annotations", ".data"),
                  Set.of(".completions", ".data"),
                  Set.of(".image", ".annotator"),
                  Set.of(".image", ".lead_time")),
              "choose the export COCO (polygons), or Brush labels to PNG"),
          new ForeignMasks(
              "CreateML", List.of(Set.of(".image", ".annotations")), "it holds boxes; " + COCO),
          new ForeignMasks(
              "COCO results (predictions)",
              List.of(Set.of(".image_id", ".category_id"), Set.of(".image_id", ".segmentation")),
              "put the list under annotations of a file that has images and categories"),
          new ForeignMasks(
              "Supervisely", List.of(Set.of("objects", "size")), "choose the export To COCO"),
          new ForeignMasks(
              "Cityscapes", List.of(Set.of("objects", "imgHeight")), "use its label maps (PNG)"),
          new ForeignMasks(
              "Labelbox",
              List.of(Set.of(".data_row"), Set.of("data_row"), Set.of(".Labeled Data")),
              COCO),
          new ForeignMasks(
              "BDD100K (Scalabel)",
              List.of(Set.of(".name", ".labels"), Set.of("frames"), Set.of(".name", ".frames")),
              "bdd100k.label.to_coco converts it"),
          new ForeignMasks("SuperAnnotate", List.of(Set.of("instances", "metadata")), COCO),
          new ForeignMasks("GeoJSON", List.of(Set.of("features")), "draw it as label maps (PNG)"));

  /** What a JSON file is, with what to do; empty where it is not known. */
  public static Optional<String> of(Path json) {
    Set<String> found = keys(json);
    return KNOWN.stream()
        .filter(kind -> kind.keys().stream().anyMatch(found::containsAll))
        .findFirst()
        .map(kind -> "this is a file of " + kind.program() + ": " + kind.answer());
  }

  /** What follows "is not a folder of masks" for a file of another kind; empty for none. */
  public static String ofFile(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    return of(file.getFileName().toString())
        .map(kind -> ": " + kind)
        .orElse("; masks: takes a folder, or a COCO file that ends in .json");
  }

  /** Annotations that are no JSON, by a file's name. */
  public static Optional<String> of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".xml")) {
      return Optional.of(
          "Pascal VOC's or CVAT's XML holds boxes or outlines that are not read: export COCO, or"
              + " label maps (PNG)");
    }
    if (name.endsWith(".txt") && !name.equals("names.txt") && !name.equals("labelmap.txt")) {
      return Optional.of(
          "YOLO's .txt labels are not read: export COCO (polygons), or label maps (PNG)");
    }
    return name.matches(".*\\.(zip|tar|gz|tgz|7z|rar)")
        ? Optional.of("unpack the archive")
        : Optional.empty();
  }

  private static Set<String> keys(Path json) {
    Set<String> found = new LinkedHashSet<>();
    try (InputStream text = new BufferedInputStream(Files.newInputStream(json));
        JsonWalker walker = JsonWalker.open(text)) {
      if (walker.isList()) {
        walker.list("it", item -> first(walker, "", found));
      } else {
        walker.object(
            "it",
            field -> {
              found.add(field);
              outer(walker, field, found);
              if (found.size() > MOST_KEYS) {
                throw new WrongInput("enough");
              }
            });
      }
    } catch (IOException | WrongInput e) {
      // the keys up to there may tell
    }
    return found;
  }

  private static void outer(JsonWalker walker, String field, Set<String> found) throws IOException {
    if (walker.isList()) {
      int[] count = {0};
      walker.list(
          field,
          item -> {
            if (count[0]++ == 0) {
              first(walker, field, found);
            } else {
              walker.skip();
            }
          });
    } else if (walker.isObject()) {
      first(walker, "", found);
    } else {
      walker.skip();
    }
  }

  private static void first(JsonWalker walker, String of, Set<String> found) throws IOException {
    if (!walker.isObject()) {
      walker.skip();
      return;
    }
    Map<String, Boolean> inner = new LinkedHashMap<>();
    walker.object(
        "it",
        field -> {
          inner.put(field, true);
          walker.skip();
        });
    inner.keySet().forEach(key -> found.add(of + "." + key));
    if (of.isEmpty() && found.size() > MOST_KEYS) {
      throw new WrongInput("enough");
    }
  }
}
