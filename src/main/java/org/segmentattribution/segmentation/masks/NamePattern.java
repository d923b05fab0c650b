package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.InnerPath;

/**
 * The place of an image's masks, as a pattern of a path below the folder of masks: {@code {stem}}
 * is the image's relative path without extension, {@code {name}} the path with it, {@code {base}}
 * the last name without extension and folders; the pattern contains one of them, once. {@code
 * {segment}} is the name of the segment. Where {@code {stem}} or {@code {name}} does not begin a
 * name, as in {@code mask_{stem}.png}, the image's folders are put before that name. Safe for
 * several threads; folders are listed once.
 */
final class NamePattern {
  private static final String SEGMENT = "{segment}";
  private static final List<String> IMAGES = List.of("{stem}", "{name}", "{base}");

  private final String text;
  private final String image;
  private final Map<Path, NavigableSet<String>> listed = new ConcurrentHashMap<>();

  private NamePattern(String text, String image) {
    this.text = text;
    this.image = image;
  }

  /** Reads a pattern; throws {@link WrongInput} in one line, where the text is none. */
  static NamePattern parse(String text) {
    String rest = text;
    String image = null;
    for (String key : IMAGES) {
      if (text.contains(key)) {
        if (image != null || count(text, key) > 1) {
          throw wrong(text);
        }
        image = key;
        rest = rest.replace(key, "");
      }
    }
    rest = rest.replace(SEGMENT, "");
    if (image == null
        || count(text, SEGMENT) > 1
        || rest.matches(".*[{}\\\\].*")
        || isOuter(text)) {
      throw wrong(text);
    }
    return new NamePattern(text, image);
  }

  private static boolean isOuter(String text) {
    return text.startsWith("/") || ("/" + text + "/").contains("/../") || text.endsWith("/");
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static WrongInput wrong(String text) {
    return new WrongInput(
        "name="
            + text
            + " is no path with one of {stem}, {name} and {base}, and {segment} once or never, such"
            + " as {stem}_mask.png");
  }

  boolean hasSegment() {
    return text.contains(SEGMENT);
  }

  /** Returns whether images that differ only in their extension have masks of their own. */
  boolean isByName() {
    return image.equals("{name}");
  }

  /** Returns the pattern for an image; {@code {segment}} is kept. */
  String of(String path) {
    String stem = ImageRecord.stem(path);
    int slash = stem.lastIndexOf('/') + 1;
    String value =
        switch (image) {
          case "{stem}" -> stem;
          case "{name}" -> path;
          default -> stem.substring(slash);
        };
    int at = text.indexOf(image);
    boolean begins = at == 0 || text.charAt(at - 1) == '/' || image.equals("{base}");
    if (begins) {
      return text.replace(image, value);
    }
    int component = text.lastIndexOf('/', at) + 1;
    String before = text.substring(0, component) + value.substring(0, slash);
    return before + text.substring(component).replace(image, value.substring(slash));
  }

  /** Returns whether a file, a relative path, may hold a segment with this normalised name. */
  boolean mayName(String segment, String file) {
    StringBuilder pattern = new StringBuilder();
    for (String part : text.split("(?=\\{)|(?<=\\})")) {
      boolean key = IMAGES.contains(part);
      String literal = part.equals(SEGMENT) ? segment : SegmentNames.normalise(part);
      pattern.append(key ? ".+" : Pattern.quote(literal));
    }
    return SegmentNames.normalise(file).matches(pattern.toString());
  }

  /**
   * Returns the existing files of an image, in the order of their segments' names.
   *
   * @param others paths of all images: a file {@code 1_2_ear.png} belongs to {@code 1_2} rather
   *     than to {@code 1} if there is such an image
   */
  List<MaskPiece> files(Path folder, String path, Set<String> others) throws IOException {
    String place = of(path);
    int at = place.indexOf(SEGMENT);
    List<MaskPiece> found = new ArrayList<>();
    if (at < 0) {
      Path file = InnerPath.of(folder, place);
      if (Files.isRegularFile(file)) {
        found.add(new MaskPiece("", file));
      }
      return found;
    }
    int start = place.lastIndexOf('/', at) + 1;
    int end = place.indexOf('/', at);
    String prefix = place.substring(start, at);
    String suffix = place.substring(at + SEGMENT.length(), end < 0 ? place.length() : end);
    String rest = end < 0 ? "" : place.substring(end + 1);
    Path parent = InnerPath.of(folder, place.substring(0, start));
    for (String name : listed(parent).tailSet(prefix)) {
      if (!name.startsWith(prefix)) {
        break;
      }
      boolean fits = name.endsWith(suffix) && name.length() > prefix.length() + suffix.length();
      Path file = rest.isEmpty() ? parent.resolve(name) : InnerPath.of(parent.resolve(name), rest);
      if (fits && !name.startsWith(".") && Files.isRegularFile(file)) {
        String segment = name.substring(prefix.length(), name.length() - suffix.length());
        if (!isOfAnother(path, segment, others)) {
          found.add(new MaskPiece(SegmentNames.normalise(segment), file));
        }
      }
    }
    found.sort((a, b) -> SegmentNames.BY_CODE_POINT.compare(a.segment(), b.segment()));
    return found;
  }

  /**
   * Returns whether the image's name with the start of the segment's name is the name of another
   * image.
   */
  private boolean isOfAnother(String path, String segment, Set<String> others) {
    int from = text.indexOf(image) + image.length();
    int to = text.indexOf(SEGMENT);
    if (to < from || text.substring(from, to).contains("/")) {
      return false;
    }
    String between = text.substring(from, to);
    String start = (isByName() ? path : ImageRecord.stem(path)) + between;
    if (others.contains(start + segment)) {
      return true;
    }
    for (int at = 1; !between.isEmpty() && at < segment.length(); at++) {
      if (segment.startsWith(between, at) && others.contains(start + segment.substring(0, at))) {
        return true;
      }
    }
    return false;
  }

  private NavigableSet<String> listed(Path folder) throws IOException {
    NavigableSet<String> known = listed.get(folder);
    if (known == null) {
      known = new TreeSet<>();
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          known.addAll(files.map(file -> file.getFileName().toString()).toList());
        }
      }
      listed.put(folder, known);
    }
    return known;
  }

  @Override
  public String toString() {
    return text;
  }
}
