package org.segmentattribution.dataset.packed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.ImageSourceProvider;
import org.segmentattribution.dataset.decode.FileKind;
import org.segmentattribution.dataset.decode.FileStart;

/**
 * Opens files that pictures are packed into: zip, tar and tar.gz archives of a folder or of a
 * WebDataset, and Parquet tables with a column of pictures.
 */
public final class PackedProvider implements ImageSourceProvider {
  private final Intake.Bounds bounds;

  /** Makes one with the usual bounds. */
  public PackedProvider() {
    this(Intake.Bounds.USUAL);
  }

  PackedProvider(Intake.Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * Unpacks a file, or finds what was unpacked of the same content.
   *
   * @throws IOException in one line that names the file
   */
  @Override
  public Optional<ImageSource> open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    Format format = format(path);
    return format == null
        ? Optional.empty()
        : Optional.of(PackedSource.of(path, UnpackedFolder.of(path, format, bounds)));
  }

  /** Returns the format of a file; null for another kind. */
  private static Format format(Path file) throws IOException {
    byte[] start = FileStart.read(file);
    FileKind kind = FileStart.kind(start);
    if (kind == FileKind.PARQUET) {
      return new ParquetFormat();
    }
    if (kind == FileKind.ARCHIVE && TarFormat.is(file)) {
      return new TarFormat();
    }
    return kind == FileKind.ZIP && !isOfficeOrNumpy(file, start) ? new ZipFormat() : null;
  }

  private static boolean isOfficeOrNumpy(Path file, byte[] start) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String first = firstEntry(start);
    return name.endsWith(".xlsx")
        || name.endsWith(".npz")
        || first.equals("[Content_Types].xml")
        || first.startsWith("xl/")
        || first.endsWith(".npy");
  }

  /** Returns the name in the header of a zip's first entry. */
  private static String firstEntry(byte[] start) {
    int length = start.length < 30 ? 0 : start[26] & 0xff | (start[27] & 0xff) << 8;
    return new String(
        start,
        Math.min(30, start.length),
        Math.max(0, Math.min(length, start.length - 30)),
        StandardCharsets.UTF_8);
  }

  @Override
  public List<String> layouts() {
    return List.of("a zip, tar or Parquet file of one of these");
  }
}
