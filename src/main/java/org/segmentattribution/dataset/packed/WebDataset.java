package org.segmentattribution.dataset.packed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.segmentattribution.dataset.decode.FileKind;
import org.segmentattribution.dataset.decode.Reason;
import org.segmentattribution.dataset.source.ListingLabels;
import org.segmentattribution.file.BoundedFile;

/**
 * Samples of a WebDataset: files whose names are equal up to the first dot, such as {@code
 * 000.jpg}, {@code 000.cls} and {@code 000.json}. The class is the text of {@code .cls}, else the
 * value of {@code label}, {@code class} or the like in {@code .json}.
 */
final class WebDataset {
  private static final List<String> CLASS_PARTS = List.of("cls", "cls.txt");
  private static final String JSON_PART = "json";
  private static final int MOST_LABEL = 200;
  private static final ObjectReader JSON = new ObjectMapper().reader();

  private final Intake intake;
  private final String split;
  private final List<Listing.Label> labels = new ArrayList<>();

  private WebDataset(Intake intake, String split) {
    this.intake = intake;
    this.split = split;
  }

  /**
   * Returns the images where an archive is a WebDataset. Parts that are no pictures are noted, and
   * those with the class are deleted.
   *
   * @param split of all images; empty for none
   */
  static Optional<List<Listing.Label>> read(Intake intake, String split) throws IOException {
    Map<String, Map<String, String>> samples = new TreeMap<>();
    for (String path : intake.paths()) {
      int from = path.lastIndexOf('/') + 1;
      int dot = path.indexOf('.', from + 1);
      if (dot > 0 && !ArchiveNames.isHidden(path)) {
        samples
            .computeIfAbsent(path.substring(0, dot), key -> new TreeMap<>())
            .put(path.substring(dot + 1).toLowerCase(Locale.ROOT), path);
      }
    }
    WebDataset set = new WebDataset(intake, split);
    if (!set.has(samples)) {
      return Optional.empty();
    }
    for (String path : intake.paths()) {
      if (ArchiveNames.isHidden(path) || path.indexOf('.', path.lastIndexOf('/') + 2) < 0) {
        intake.leave(path, ArchiveNames.isHidden(path) ? "hidden" : "no part of a sample");
      }
    }
    for (Map.Entry<String, Map<String, String>> sample : samples.entrySet()) {
      set.add(sample.getKey(), sample.getValue());
    }
    return Optional.of(set.labels);
  }

  /** Returns whether a picture has its class in another part. */
  private boolean has(Map<String, Map<String, String>> samples) throws IOException {
    for (Map<String, String> parts : samples.values()) {
      if (parts.values().stream().anyMatch(path -> FileKind.namesImage(Path.of(path)))) {
        if (CLASS_PARTS.stream().anyMatch(parts::containsKey)) {
          return true;
        }
        if (parts.containsKey(JSON_PART)) {
          return !label(parts).isEmpty();
        }
      }
    }
    return false;
  }

  private void add(String key, Map<String, String> parts) throws IOException {
    String label = label(parts);
    List<String> pictures = new ArrayList<>();
    for (Map.Entry<String, String> part : parts.entrySet()) {
      boolean ofClass = CLASS_PARTS.contains(part.getKey()) || part.getKey().equals(JSON_PART);
      if (FileKind.namesImage(Path.of(part.getValue()))) {
        pictures.add(part.getKey());
      } else if (ofClass) {
        Files.delete(intake.folder().resolve(part.getValue()));
      } else {
        intake.leave(part.getValue(), "no picture: another part of a sample");
      }
    }
    // 000.jpg is the image, 000.seg.png goes with it
    List<String> plain = pictures.stream().filter(part -> !part.contains(".")).toList();
    List<String> images = plain.isEmpty() ? pictures : plain;
    if (images.size() > 1) {
      throw intake.refusal(
          "the sample %s has several pictures (%s), and nothing says which is meant"
              .formatted(Reason.of(key), String.join(", ", images)));
    }
    for (String picture : pictures) {
      String path = parts.get(picture);
      if (!images.contains(picture)) {
        intake.leave(path, "another picture of a sample");
      } else if (label.isEmpty()) {
        intake.leave(path, "its sample has no class, in .cls or .json");
      } else {
        labels.add(new Listing.Label(path, label, split));
      }
    }
  }

  /** Returns the class of a sample; empty where it has none. */
  private String label(Map<String, String> parts) throws IOException {
    for (String part : CLASS_PARTS) {
      if (parts.containsKey(part)) {
        return checked(text(parts.get(part)).strip(), parts.get(part));
      }
    }
    return parts.containsKey(JSON_PART) ? ofJson(parts.get(JSON_PART)) : "";
  }

  private String text(String path) throws IOException {
    try {
      return BoundedFile.text(intake.folder().resolve(path));
    } catch (IOException e) {
      throw intake.refusal(Reason.of(path) + " is no text");
    }
  }

  private String checked(String label, String path) throws IOException {
    if (label.length() > MOST_LABEL || label.lines().count() > 1) {
      throw intake.refusal(Reason.of(path) + " is no class in one line");
    }
    return label;
  }

  private String ofJson(String path) throws IOException {
    JsonNode object;
    try {
      object = JSON.readTree(text(path));
    } catch (JsonProcessingException e) {
      throw intake.refusal(Reason.of(path) + " is no JSON: " + Reason.of(e.getOriginalMessage()));
    }
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    List<String> found = ListingLabels.in(names);
    if (found.isEmpty()) {
      return "";
    }
    if (found.size() > 1) {
      throw intake.refusal(
          "%s: '%s' and '%s' could both be the class"
              .formatted(Reason.of(path), found.get(0), found.get(1)));
    }
    JsonNode value = object.get(found.get(0));
    return value.isValueNode() && !value.isNull() ? checked(value.asText().strip(), path) : "";
  }
}
