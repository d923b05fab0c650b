package org.segmentattribution.segmentation.onnx.fixed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.BoundedFile;

/** Names of the classes of well-known data sets, in the order in which models give them. */
public final class ClassNames {
  /** The bundled lists. */
  public static final List<String> LISTS =
      List.of("voc", "coco", "coco-panoptic", "ade20k", "cityscapes");

  private ClassNames() {}

  /** Returns a bundled list; throws {@link WrongInput} where there is none with this name. */
  public static List<String> named(String list) throws IOException {
    if (!LISTS.contains(list)) {
      throw new WrongInput(
          "'" + list + "' is neither a .txt file nor one of " + String.join(", ", LISTS));
    }
    try (InputStream in = ClassNames.class.getResourceAsStream("names/" + list + ".txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(SegmentNames::normalise).toList();
    }
  }

  /** Reads one name from each line, the first for class 0. */
  public static List<String> read(Path file) throws IOException {
    try {
      return BoundedFile.text(file).lines().map(SegmentNames::normalise).toList();
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    }
  }
}
