package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.command.explain.ChunkExplainer;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.effect.RemovedRegion;
import org.segmentattribution.effect.SwapCsv;
import org.segmentattribution.effect.SwappedImage;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.report.part.LitPicture;
import org.segmentattribution.report.part.ShownPicture;
import org.segmentattribution.report.svg.JpegDataUri;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.images.ImageSelection;

/**
 * Draws some photographs with a segment filled or pasted, and what both classifiers say to them.
 *
 * @param before settings of the run with the photographs
 * @param after folder of the new run
 * @param segment that is swapped
 * @param nested whether whole masks are swapped
 */
record SwappedPictures(ExplainSettings before, Path after, String segment, boolean nested) {
  private static final int OF_A_KIND = 3;
  private static final int MOST_BYTES = 20_000;

  /** The fill that is drawn; others look nearly the same. */
  private static final String FILL = "mean";

  /** A picture that was swapped, under both classifiers. */
  private record Both(SwappedImage first, SwappedImage second) {}

  /** Returns the first pictures of each kind by name. */
  List<ShownPicture> drawn() throws IOException {
    List<Both> some = chosen();
    List<ShownPicture> shown = new ArrayList<>();
    ImageSelection images = before.images().open();
    try (ChunkExplainer explainer = ChunkExplainer.open(before, images)) {
      UnchangedRun run =
          new UnchangedRun(RunDirectory.read(before.out()), before, images, explainer);
      for (Both both : some) {
        PreparedImage own = prepared(run, both.first.imageId());
        PreparedImage source =
            both.first.kind() == SwappedImage.Kind.FILLED ? own : prepared(run, both.first.with());
        Mask mask = source == null ? null : mask(source);
        if (own != null && mask != null) {
          shown.add(
              picture(
                  both,
                  both.first.kind() == SwappedImage.Kind.FILLED
                      ? filled(own.grid(), mask)
                      : pasted(own.grid(), source.grid(), mask)));
        }
      }
    }
    return shown;
  }

  private List<Both> chosen() throws IOException {
    Map<String, SwappedImage> first = rows(before.out());
    Map<String, SwappedImage> second = rows(after);
    List<Both> some = new ArrayList<>();
    for (SwappedImage.Kind kind : SwappedImage.Kind.values()) {
      first.entrySet().stream()
          .filter(row -> row.getValue().kind() == kind && second.containsKey(row.getKey()))
          .sorted(Map.Entry.comparingByKey())
          .limit(OF_A_KIND)
          .forEach(row -> some.add(new Both(row.getValue(), second.get(row.getKey()))));
    }
    return some;
  }

  /** Returns a row a picture; those that are filled, filled with the mean. */
  private Map<String, SwappedImage> rows(Path run) throws IOException {
    Map<String, SwappedImage> rows = new LinkedHashMap<>();
    SwapCsv.read(
        run.resolve(SwapCsv.FILE),
        row -> {
          if (row.segment().equals(segment)
              && (row.kind() == SwappedImage.Kind.PASTED || row.with().equals(FILL))) {
            rows.putIfAbsent(row.imageId(), row);
          }
        });
    return rows;
  }

  private static PreparedImage prepared(UnchangedRun run, String id) {
    List<ImageRecord> record =
        run.images().records().stream().filter(image -> image.id().equals(id)).toList();
    return run.prepared(record).stream().findFirst().orElse(null);
  }

  private Mask mask(PreparedImage image) {
    return RemovedRegion.of(image.segments(), nested).stream()
        .filter(region -> region.segment().equals(segment))
        .map(RemovedRegion::mask)
        .reduce(Mask::union)
        .orElse(null);
  }

  private static RgbImage pasted(RgbImage image, RgbImage source, Mask mask) {
    RgbImage changed = new RgbImage(image.width(), image.height(), image.rgb().clone());
    mask.forEach(
        (x, y) -> {
          int at = 3 * (y * image.width() + x);
          System.arraycopy(source.rgb(), at, changed.rgb(), at, 3);
        });
    return changed;
  }

  /** Fills with the mean of the rest, as {@code MeanFill} does on the classifier's values. */
  private static RgbImage filled(RgbImage image, Mask mask) {
    double[] sums = new double[3];
    int[] count = {0};
    Mask rest = Mask.of(image.width(), image.height(), (x, y) -> !mask.contains(x, y));
    rest.forEach(
        (x, y) -> {
          count[0]++;
          for (int c = 0; c < 3; c++) {
            sums[c] += image.rgb()[3 * (y * image.width() + x) + c] & 0xff;
          }
        });
    byte[] mean = new byte[3];
    Arrays.setAll(sums, c -> sums[c] / Math.max(1, count[0]));
    for (int c = 0; c < 3; c++) {
      mean[c] = (byte) Math.round(sums[c]);
    }
    RgbImage changed = new RgbImage(image.width(), image.height(), image.rgb().clone());
    mask.forEach(
        (x, y) ->
            System.arraycopy(mean, 0, changed.rgb(), 3 * (y * image.width() + x), mean.length));
    return changed;
  }

  private static ShownPicture picture(Both both, RgbImage drawn) {
    String image =
        "<image width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" href=\"%s\"/>"
            .formatted(drawn.width(), drawn.height(), JpegDataUri.of(drawn, MOST_BYTES));
    String what = both.first.kind() == SwappedImage.Kind.FILLED ? "filled" : "pasted";
    return new ShownPicture(
        new LitPicture("0 0 " + drawn.width() + " " + drawn.height(), image, "", "", 0),
        said(both.first) + " \u2192 " + said(both.second),
        !both.second.isRightAfter(),
        both.first.className() + ", " + what);
  }

  private static String said(SwappedImage row) {
    return (row.isRightAfter() ? "\u2713 " : "\u2717 ") + row.after();
  }
}
