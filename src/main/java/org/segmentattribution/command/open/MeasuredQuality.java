package org.segmentattribution.command.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.segmentation.JoinedSegmenter;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.segmentation.SegmenterSpec;
import org.segmentattribution.segmentation.quality.FlagRules;
import org.segmentattribution.segmentation.quality.NameQuality;
import org.segmentattribution.segmentation.quality.QualityFile;
import org.segmentattribution.segmentation.quality.QualityFlag;

/**
 * What {@code sat segment} measured of the masks of a segmenter: beside a folder of masks, or, of a
 * model with the same names and thresholds, in the folder of kept masks.
 *
 * @param files where it was found; none where nothing was measured
 * @param rows one a name
 */
public record MeasuredQuality(List<Path> files, List<NameQuality> rows) {
  private static final String KEPT = "quality";

  /** Copies the lists. */
  public MeasuredQuality {
    files = List.copyOf(files);
    rows = List.copyOf(rows);
  }

  /**
   * Looks for what was measured.
   *
   * @param segmenter opened as {@code choice} says
   * @throws WrongInput where a file is damaged
   */
  public static MeasuredQuality of(SegmenterChoice choice, Segmenter segmenter) {
    List<SegmenterSpec.Part> parts = SegmenterSpec.parse(choice.specification()).parts();
    List<Path> files = new ArrayList<>();
    Map<String, NameQuality> rows = new LinkedHashMap<>();
    try {
      for (int i = 0; i < parts.size(); i++) {
        Path folder = folder(parts.get(i), part(segmenter, i), choice.options().cache());
        if (folder != null && QualityFile.isIn(folder)) {
          files.add(folder.resolve(QualityFile.NAME));
          QualityFile.read(folder).forEach(row -> rows.putIfAbsent(row.segment(), row));
        }
      }
    } catch (IOException e) {
      throw new WrongInput(e.getMessage() + "; delete the file, or run sat segment again", e);
    }
    return new MeasuredQuality(files, List.copyOf(rows.values()));
  }

  private static Segmenter part(Segmenter segmenter, int number) {
    return segmenter instanceof JoinedSegmenter joined ? joined.parts().get(number) : segmenter;
  }

  /** Returns where the quality of one segmenter is; null for nowhere. */
  private static Path folder(SegmenterSpec.Part part, Segmenter segmenter, Path cache)
      throws IOException {
    if (part.scheme().equals("masks")) {
      Path masks = Path.of(part.argument());
      return Files.isDirectory(masks)
          ? masks
          : Path.of(part.argument().replaceFirst("\\?[^?]*$", ""));
    }
    return cache == null || !new SegmenterSpec(List.of(part)).asksModel()
        ? null
        : kept(cache, segmenter);
  }

  private static Path kept(Path cache, Segmenter segmenter) throws IOException {
    return cache.resolve(KEPT).resolve(new Sha256().add(segmenter.fingerprint("")).hex());
  }

  /**
   * Keeps what was measured of a model in the folder of kept masks, for runs that ask the same
   * model for the same names.
   *
   * @param choice a single model; nothing is kept of others, or without such a folder
   */
  public static void keep(SegmenterChoice choice, Segmenter segmenter, List<NameQuality> rows)
      throws IOException {
    SegmenterSpec spec = SegmenterSpec.parse(choice.specification());
    if (choice.options().cache() != null && spec.parts().size() == 1 && spec.asksModel()) {
      Path folder = kept(choice.options().cache(), segmenter);
      Files.createDirectories(folder);
      QualityFile.write(folder, rows);
    }
  }

  /** Returns whether a run has the same numbers. */
  public boolean isIn(Path run) throws IOException {
    return QualityFile.isIn(run) ? QualityFile.read(run).equals(rows) : files.isEmpty();
  }

  /** Writes the numbers into a run, whose page shows them; deletes those of an earlier call. */
  public void write(Path run) throws IOException {
    if (files.isEmpty()) {
      Files.deleteIfExists(run.resolve(QualityFile.NAME));
    } else {
      QualityFile.write(run, rows);
    }
  }

  /** Returns which files were used, for {@code run.json}: paths with SHA-256; empty for none. */
  public Map<String, String> hashes() throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Path file : files) {
      hashes.put(file.toString(), new Sha256().add(file).hex());
    }
    return hashes;
  }

  /**
   * Returns what makes masks doubtful, by name, as a run has it; empty where nothing was measured.
   */
  public static Map<String, String> doubts(Path run) throws IOException {
    Map<String, String> doubts = new LinkedHashMap<>();
    for (NameQuality row : QualityFile.read(run)) {
      if (!row.isSound()) {
        doubts.put(
            row.segment(),
            row.flags().stream()
                .filter(QualityFlag::isDoubt)
                .map(flag -> FlagRules.fact(flag, row))
                .collect(Collectors.joining("; ")));
      }
    }
    return doubts;
  }
}
