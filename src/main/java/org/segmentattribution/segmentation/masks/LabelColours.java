package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.file.TextFile;

/**
 * The meaning of the colours of label maps: {@code labelmap.txt} as CVAT writes it, one line {@code
 * label:red,green,blue:parts:actions} each.
 *
 * @param file file that was read
 * @param names normalised names by {@code 0xRRGGBB}, in the file's order
 */
record LabelColours(Path file, Map<Integer, String> names) {
  private static final Pattern LINE =
      Pattern.compile("(.*?):\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*(:.*)?");

  /** Reads the folder's {@code labelmap.txt} or else its parent's. */
  static Optional<LabelColours> find(Path folder) throws IOException {
    Path own = folder.toAbsolutePath().normalize().resolve("labelmap.txt");
    for (Path file : new Path[] {own, own.resolveSibling("../labelmap.txt").normalize()}) {
      if (Files.isRegularFile(file)) {
        return Optional.of(read(file));
      }
    }
    return Optional.empty();
  }

  private static LabelColours read(Path file) throws IOException {
    Map<Integer, String> names = new LinkedHashMap<>();
    for (String line : TextFile.lines(file).stream().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IOException(file + ": not label:red,green,blue:parts:actions: " + line);
      }
      int colour = 0;
      for (int channel = 2; channel <= 4; channel++) {
        int value = Integer.parseInt(parts.group(channel));
        if (value > 255) {
          throw new IOException(file + ": a colour goes to 255: " + line);
        }
        colour = colour << 8 | value;
      }
      String name = SegmentNames.normalise(parts.group(1));
      String other = names.put(colour, name);
      if (other != null && !other.equals(name)) {
        throw new IOException("%s gives one colour to %s and %s".formatted(file, other, name));
      }
    }
    if (names.isEmpty()) {
      throw new IOException(file + " has no line label:red,green,blue:parts:actions");
    }
    return new LabelColours(file, names);
  }
}
