package org.segmentattribution.segmentation.coco;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.SegmentNames;

/** Lists the paths that a {@code file_name} of a COCO file may mean. */
final class CocoNames {
  /** Label Studio puts eight hexadecimal digits before the names of uploaded files. */
  private static final Pattern LABEL_STUDIO = Pattern.compile("[0-9a-f]{8}-(.+)");

  private static final Pattern ESCAPE = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

  private CocoNames() {}

  /** Returns the parts of the path without its extension, last first. */
  static List<String> parts(String path) {
    List<String> parts =
        new ArrayList<>(Arrays.asList(SegmentNames.composed(ImageRecord.stem(path)).split("/+")));
    parts.removeIf(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    java.util.Collections.reverse(parts);
    return parts;
  }

  /** Returns the name with escapes and prefixes removed. */
  static String meant(String fileName) {
    int local = fileName.indexOf("?d=");
    String name = unescaped(local < 0 ? fileName : fileName.substring(local + 3));
    Matcher upload = LABEL_STUDIO.matcher(CocoImage.lastName(name));
    return upload.matches() ? upload.group(1) : name;
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            run -> {
              ByteArrayOutputStream bytes = new ByteArrayOutputStream();
              for (String code : run.group().substring(1).split("%")) {
                bytes.write(Integer.parseInt(code, 16));
              }
              return Matcher.quoteReplacement(bytes.toString(StandardCharsets.UTF_8));
            });
  }
}
