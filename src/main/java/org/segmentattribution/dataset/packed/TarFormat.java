package org.segmentattribution.dataset.packed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.segmentattribution.dataset.decode.FileKind;
import org.segmentattribution.dataset.decode.FileStart;
import org.segmentattribution.dataset.decode.Reason;

/** Tar archives, plain or with gzip. */
final class TarFormat implements Format {
  private static final int GZIP = 0x1f8b;
  private static final int HEADER = 512;

  /** Returns whether a file is a tar, plain or with gzip. */
  static boolean is(Path file) throws IOException {
    try (InputStream in = open(file)) {
      byte[] start = in.readNBytes(HEADER);
      return start.length == HEADER
          && FileStart.kind(start) == FileKind.ARCHIVE
          && start[257] == 'u';
    } catch (IOException e) {
      return false;
    }
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    int mark = in.read() << 8 | in.read();
    in.reset();
    return mark == GZIP ? new GZIPInputStream(in, 1 << 16) : in;
  }

  @Override
  public Listing unpack(Path file, Intake intake) throws IOException {
    long entries = 0;
    long skipped = 0;
    try (TarEntries tar = new TarEntries(open(file))) {
      TarEntries.Entry entry;
      while ((entry = tar.next()) != null) {
        // also those that are not written cost time
        intake.requireCount(++entries);
        if (entry.isFile()) {
          intake.add(entry.name(), tar.content());
        } else if (!entry.isFolder()) {
          skipped += entry.size();
          intake.requireTotal(skipped);
          intake.leave(entry.name(), "no file in the archive: a link, device or sparse file");
        }
      }
    } catch (IOException e) {
      throw String.valueOf(e.getMessage()).startsWith(file.toString())
          ? e
          : intake.refusal("no tar that can be read: " + Reason.of(e));
    }
    return ArchiveListing.of(file, intake);
  }
}
