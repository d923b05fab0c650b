package org.segmentattribution.segmentation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.image.SegmentNames;

/**
 * A segmenter as the command line names it: {@code masks:DIR} or {@code grid:ROWSxCOLUMNS}, joined
 * by {@code +}.
 *
 * @param parts in order, at least one
 */
public record SegmenterSpec(List<Part> parts) {
  /** One segmenter: its scheme and what follows the colon. */
  record Part(String scheme, String argument) {}

  private static final String SCHEMES = "masks|grid";
  private static final String ALLOWED = "masks:DIR, grid:ROWSxCOLUMNS, or several joined by +";

  /**
   * Takes a specification apart; a {@code +} joins only before a scheme, so that folders may have
   * one in their names.
   *
   * @throws IllegalArgumentException with one line that says what is allowed
   */
  public static SegmenterSpec parse(String spec) {
    List<Part> parts = new ArrayList<>();
    for (String text : spec.strip().split("\\s*\\+\\s*(?=(?:" + SCHEMES + "):)", -1)) {
      int colon = text.indexOf(':');
      String scheme = colon < 0 ? text : text.substring(0, colon);
      if (colon < 0 || !scheme.matches(SCHEMES) || colon == text.length() - 1) {
        throw new IllegalArgumentException("segmenter '" + text + "' is none of " + ALLOWED);
      }
      String argument = text.substring(colon + 1);
      if (scheme.equals("grid")) {
        GridSegmenter.parse(argument);
      }
      parts.add(new Part(scheme, argument));
    }
    return new SegmenterSpec(List.copyOf(parts));
  }

  /**
   * Opens what was named.
   *
   * @param segments the only names wanted of mask files, compared normalised; none = all. Grids
   *     keep all their cells
   * @throws IOException where a folder cannot be read
   * @throws IllegalArgumentException where no mask folder knows one of the names
   */
  public Segmenter open(List<String> segments) throws IOException {
    List<Segmenter> opened = new ArrayList<>();
    List<MaskFolder> folders = new ArrayList<>();
    for (Part part : parts) {
      if (part.scheme().equals("grid")) {
        opened.add(GridSegmenter.parse(part.argument()));
      } else {
        MaskFolder folder = MaskFolder.open(Path.of(part.argument()));
        folders.add(folder);
        opened.add(folder.only(segments));
      }
    }
    requireKnown(segments, folders);
    return opened.size() == 1 ? opened.get(0) : new JoinedSegmenter(opened);
  }

  private static void requireKnown(List<String> segments, List<MaskFolder> folders)
      throws IOException {
    Set<String> unknown = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    unknown.addAll(segments);
    for (MaskFolder folder : folders) {
      unknown = folder.unknown(unknown);
    }
    if (!folders.isEmpty() && !unknown.isEmpty()) {
      throw new IllegalArgumentException(folders.get(folders.size() - 1).unknownMessage(unknown));
    }
  }
}
