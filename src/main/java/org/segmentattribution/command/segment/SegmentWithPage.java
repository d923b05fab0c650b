package org.segmentattribution.command.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.figure.ContactSheet;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunSummary;

/** {@code sat segment} from images to masks and the page that shows them. */
public final class SegmentWithPage {
  private static final int SAMPLES = 24;
  private static final int SIDE = 320;

  /** Doubtful names with pictures, and pictures of each. */
  private static final int DOUBTFUL = 4;

  private static final int EACH = 3;

  private SegmentWithPage() {}

  /** Runs all that is not finished yet; returns the number of images and of those left out. */
  public static RunSummary run(SegmentSettings settings, Progress progress) throws IOException {
    return RunLock.holding(settings.out(), () -> alone(settings, progress));
  }

  private static RunSummary alone(SegmentSettings settings, Progress progress) throws IOException {
    try (SegmentRun run = SegmentRun.open(settings)) {
      if (!run.isCurrent(progress)) {
        run.segment(progress);
        report(run);
        run.finish();
      }
      Map<String, Object> summary = run.directory().manifest().summary();
      int images = RunSummary.count(summary, "images");
      int skipped = RunSummary.count(summary, "skipped");
      return new RunSummary(images, 0, skipped, 0, Double.NaN);
    }
  }

  private static void report(SegmentRun run) throws IOException {
    List<ContactSheet.Picture> pictures = new ArrayList<>();
    for (SegmentRun.Sample sample : run.samples(SAMPLES)) {
      pictures.add(small(sample));
    }
    Map<String, Integer> found = new TreeMap<>();
    run.counts().forEach(count -> found.put(count.segment(), count.images()));
    SegmentColours colours = SegmentColours.of(found);
    Drawing sheet = ContactSheet.of(pictures, colours);
    run.directory().write(SegmentPage.SHEET, sheet.wide());
    run.directory().write(SegmentPage.NARROW, sheet.narrow());
    Path folder = run.directory().folder();
    SegmentPage.write(
        run.directory(),
        run.segmented(),
        run.counts(),
        run.unmatched(),
        sheet,
        QualityWords.of(folder, run.quality(), doubtful(run, colours)));
  }

  /** Draws photographs with one doubtful name each; null where no name is doubtful. */
  private static Drawing doubtful(SegmentRun run, SegmentColours colours) throws IOException {
    RunDirectory directory = run.directory();
    List<ContactSheet.Picture> pictures = new ArrayList<>();
    List<String> names = QualityWords.pictured(directory.folder());
    for (String name : names.subList(0, Math.min(DOUBTFUL, names.size()))) {
      for (SegmentRun.Sample sample : run.samples(name, EACH)) {
        pictures.add(small(sample));
      }
    }
    if (pictures.isEmpty()) {
      // of an earlier call
      Files.deleteIfExists(directory.path(SegmentPage.DOUBTFUL));
      Files.deleteIfExists(directory.path(SegmentPage.DOUBTFUL_NARROW));
      return null;
    }
    Drawing sheet = ContactSheet.of(pictures, colours);
    directory.write(SegmentPage.DOUBTFUL, sheet.wide());
    directory.write(SegmentPage.DOUBTFUL_NARROW, sheet.narrow());
    return sheet;
  }

  /** Returns the picture in a size of which a page can hold many. */
  private static ContactSheet.Picture small(SegmentRun.Sample sample) {
    RgbImage image = sample.image();
    double scale = Math.min(1, (double) SIDE / Math.max(image.width(), image.height()));
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    Preprocessing grid = Preprocessing.simple(height, width);
    List<NamedMask> masks =
        sample.segments().stream()
            .map(d -> new NamedMask(d.name(), grid.toGrid(d.mask())))
            .toList();
    return new ContactSheet.Picture(sample.title(), grid.toGrid(image), masks);
  }
}
