package org.segmentattribution.dataset.packed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.segmentattribution.dataset.decode.Reason;

/** Zip archives. */
final class ZipFormat implements Format {
  @Override
  public Listing unpack(Path file, Intake intake) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries =
          Collections.list(zip.entries()).stream().filter(entry -> !entry.isDirectory()).toList();
      intake.expect(
          entries.size(), entries.stream().mapToLong(entry -> Math.max(0, entry.getSize())).sum());
      for (ZipEntry entry : entries) {
        try (InputStream content = zip.getInputStream(entry)) {
          intake.add(entry.getName(), content);
        } catch (ZipException e) {
          throw intake.refusal(
              Reason.of(entry.getName())
                  + " cannot be read (encrypted or damaged): "
                  + Reason.of(e));
        }
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw intake.refusal("no zip that can be read: " + Reason.of(e));
    }
    return ArchiveListing.of(file, intake);
  }
}
