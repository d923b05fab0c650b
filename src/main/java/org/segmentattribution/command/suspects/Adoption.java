package org.segmentattribution.command.suspects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.segmentation.masks.MaskWriter;
import org.segmentattribution.suspect.SuspectsCsv;

/**
 * Suspects that become segments.
 *
 * @param rank of the suspect
 * @param name of the segment
 */
record Adoption(int rank, String name) {
  /** Folder in a run directory, with a folder of masks for each name. */
  static final String FOLDER = "adopted";

  /**
   * Reads {@code 3=logo}.
   *
   * @throws WrongInput where it is written otherwise, or a name twice
   */
  static List<Adoption> read(List<String> texts) {
    Map<String, Adoption> all = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? "" : SegmentNames.normalise(text.substring(equals + 1));
      if (equals < 1 || !text.substring(0, equals).strip().matches("[1-9]\\d{0,5}")) {
        throw WrongInput.of("{adopt} %s must be NUMBER=NAME, such as 1=logo", text);
      }
      if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,99}")) {
        throw WrongInput.of(
            "{adopt} %s: a name has letters, digits, blanks, '-' and '_', and starts with a letter"
                + " or digit",
            text);
      }
      Adoption one = new Adoption(Integer.parseInt(text.substring(0, equals).strip()), name);
      if (all.put(name, one) != null) {
        throw WrongInput.of("{adopt}: the name '%s' is given twice", name);
      }
    }
    return List.copyOf(all.values());
  }

  /**
   * Writes the masks of all images of the run: images without a region have a folder without masks.
   *
   * @return folder of the masks
   */
  Path write(UnchangedRun opened, int suspects, Progress progress) throws IOException {
    if (rank > suspects) {
      throw WrongInput.of(
          "{adopt} %s=%s: there are %s suspects in %s",
          rank, name, suspects, opened.directory().path(SuspectsCsv.FILE));
    }
    Map<String, Mask> masks = SuspectsCsv.masks(opened.directory().path(SuspectsCsv.REGIONS), rank);
    opened.directory().delete(FOLDER + "/" + name);
    Path folder = opened.directory().path(FOLDER).resolve(name);
    Files.createDirectories(folder);
    MaskWriter writer = new MaskWriter(folder);
    progress.start("adopting " + name, opened.images().records().size());
    for (ImageRecord record : opened.images().records()) {
      Mask grid = masks.get(record.id());
      List<Detection> found = new ArrayList<>();
      if (grid != null) {
        for (PreparedImage image : opened.prepared(List.of(record))) {
          Mask mask = opened.declaration().input().onPicture(grid, image.width(), image.height());
          found.add(new Detection(name, mask, 1));
        }
      }
      writer.write(record.stem(), name, found, PngFile::write);
      progress.step(1, "");
    }
    progress.finish();
    return folder;
  }
}
