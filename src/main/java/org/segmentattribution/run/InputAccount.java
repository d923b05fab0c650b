package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.run.images.ImageSelection;

/**
 * Everything that a run was given and did not use, or used with an assumption: {@code inputs.csv},
 * one line each.
 *
 * @param unit what the data set consists of: {@code file} or {@code line}
 * @param chosen number of images to use
 * @param notes the lines of the file
 */
public record InputAccount(String unit, int chosen, List<InputNote> notes) {
  /** Name of the file in a run directory. */
  public static final String FILE = "inputs.csv";

  private static final List<String> COLUMNS = List.of("kind", "path", "used", "reason");

  /** Gives further notes on images, such as those of a segmenter. */
  @FunctionalInterface
  public interface Others {
    /** Returns the notes for these images. */
    List<InputNote> notes(List<String> paths) throws IOException;
  }

  /** Collects the notes on images alone. */
  public static InputAccount of(ImageSelection images) throws IOException {
    return of(images, paths -> List.of());
  }

  /** Collects the notes on images and on what belongs to them. */
  public static InputAccount of(ImageSelection images, Others others) throws IOException {
    List<InputNote> notes = new ArrayList<>(images.notes());
    List<String> paths = new ArrayList<>();
    for (ImageRecord record : images.records()) {
      paths.add(record.path());
      int turned = new ImageDecoder().turned(record.file());
      if (turned != 1) {
        String reason = "turned upright by its EXIF orientation %d; so must be its masks and maps";
        notes.add(new InputNote("rotation", record.path(), true, reason.formatted(turned)));
      }
      String more = new ImageDecoder().more(record.file());
      if (!more.isEmpty()) {
        String reason = "the first picture of several: " + more;
        notes.add(new InputNote("picture", record.path(), true, reason));
      }
    }
    notes.addAll(others.notes(paths));
    return new InputAccount(images.unit(), images.records().size(), List.copyOf(notes));
  }

  /** Replaces the file in a folder. */
  public void write(Path folder) throws IOException {
    writeFile(folder.resolve(FILE));
  }

  /** Replaces a file of the same kind. */
  public void writeFile(Path file) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (InputNote note : notes) {
            printer.printRecord(note.kind(), note.path(), note.used(), note.reason());
          }
        });
  }

  /** Returns whether the file in a folder has equal content. */
  public boolean isIn(Path folder) throws IOException {
    return Files.isRegularFile(folder.resolve(FILE)) && read(folder).equals(notes);
  }

  /** Reads the lines of the file in a folder. */
  public static List<InputNote> read(Path folder) throws IOException {
    List<InputNote> notes = new ArrayList<>();
    CsvFile.read(
        folder.resolve(FILE),
        COLUMNS,
        row ->
            notes.add(
                new InputNote(
                    row.text("kind"),
                    row.text("path"),
                    Boolean.parseBoolean(row.text("used")),
                    row.text("reason"))));
    return notes;
  }

  /**
   * Counts everything.
   *
   * @param failed number of images that could not be used
   */
  public InputCounts counts(int failed) {
    return InputCounts.of(unit, chosen, failed, notes);
  }
}
