package org.segmentattribution.command.view;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Resampler;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.viewer.ShareOverlay;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.tile.Tile;
import org.segmentattribution.table.tile.TileQuestion;
import org.segmentattribution.table.tile.TileSegment;
import org.segmentattribution.table.tile.TileStore;

/**
 * Draws photographs and what lies over them, when they are asked for. Safe for several threads.
 *
 * @param store tables of the runs
 * @param images of the runs, in the same order
 * @param colours of the segments
 * @param maps of the runs, in the same order
 * @param cache keeps drawings
 */
record PhotographDrawings(
    TileStore store,
    List<RunImages> images,
    SegmentColours colours,
    List<PixelMaps> maps,
    DrawnCache cache) {
  /** Longest side in pixels of a small picture. */
  private static final int SMALL = 256;

  /** Longest side in pixels of a large picture. */
  private static final int LARGE = 1024;

  /** Returns a picture as JPEG. */
  byte[] picture(int run, int no, boolean small) throws IOException {
    String name = (small ? "small " : "large ") + run + " " + no;
    byte[] known = cache.inMemory(name);
    if (known != null) {
      return known;
    }
    OpenedImages opened = images.get(run).get();
    ImageRecord record = opened.record(store.imageId(no));
    return cache.get(
        name,
        opened.unchanged(record),
        () -> jpeg(shrunk(opened.picture(record), small ? SMALL : LARGE), small ? 0.8f : 0.92f));
  }

  /** Returns a small picture before the images are listed, as JPEG. */
  byte[] early(int run, int no) throws IOException {
    EarlyPictures pictures = images.get(run).early();
    if (pictures == null) {
      throw new OpenedImages.NotShown("This photograph is not there yet.");
    }
    return jpeg(shrunk(pictures.picture(store.imagePath(no)), SMALL), 0.8f);
  }

  /** Returns the outline of the segment that comes first, as SVG. */
  byte[] outline(int run, int method, int no) throws IOException {
    List<TileSegment> rows = store.segments(run, method, no);
    String first = rows.isEmpty() ? "" : rows.get(0).name();
    String name = "outline " + first + " " + colours.dark(first) + " " + run + " " + no;
    return drawn(
        name,
        run,
        no,
        segments -> {
          for (PreparedSegments.Item item : segments.items()) {
            if (item.name().equals(first)) {
              return ShareOverlay.outline(new NamedMask(first, item.padded()), colours);
            }
          }
          throw new OpenedImages.NotShown("The segment " + first + " is not found any more.");
        });
  }

  /** Returns all segments filled by their share, as SVG. */
  byte[] overlay(int run, int method, int no) throws IOException {
    Map<String, Double> shares = new HashMap<>();
    store.segments(run, method, no).forEach(row -> shares.put(row.name(), row.share()));
    // shares and colours belong to the tables, not to the image: only this process keeps them
    String name = "overlay " + method + " " + run + " " + no;
    byte[] known = cache.inMemory(name);
    if (known != null) {
      return known;
    }
    OpenedImages opened = images.get(run).get();
    ImageRecord record = opened.record(store.imageId(no));
    opened.unchanged(record);
    return cache.get(
        name,
        "",
        () -> {
          PreparedSegments segments = opened.segments(record);
          boolean signs = store.runs().get(run).signed().get(method);
          List<ShareOverlay.Filled> filled = new ArrayList<>();
          for (PreparedSegments.Item item : segments.items()) {
            NamedMask mask = new NamedMask(item.name(), item.padded());
            filled.add(new ShareOverlay.Filled(mask, shares.get(item.name())));
          }
          return ShareOverlay.svg(segments.width(), segments.height(), filled, signs, colours)
              .getBytes(StandardCharsets.UTF_8);
        });
  }

  /** Returns the attribution of each pixel over the photograph, as JPEG; computes it. */
  byte[] map(int run, int method, int no) throws IOException {
    // like an overlay, a map belongs to the run and not to the image
    String name = "map " + method + " " + run + " " + no;
    byte[] known = cache.inMemory(name);
    if (known != null) {
      return known;
    }
    OpenedImages opened = images.get(run).get();
    ImageRecord record = opened.record(store.imageId(no));
    opened.unchanged(record);
    boolean two = store.runs().size() > 1;
    Tile tile =
        store.tile(
            run == 0
                ? new TileQuestion.Methods(method, two ? 0 : -1)
                : new TileQuestion.Methods(0, method),
            no);
    String target = (run == 0 ? tile.a() : tile.b()).target();
    String named = store.runs().get(run).methods().get(method);
    return cache.get(
        name, "", () -> jpeg(shrunk(maps.get(run).drawn(record, named, target), LARGE), 0.92f));
  }

  /** Draws the segments of an image. */
  @FunctionalInterface
  private interface Lines {
    String of(PreparedSegments segments) throws IOException;
  }

  private byte[] drawn(String name, int run, int no, Lines lines) throws IOException {
    byte[] known = cache.inMemory(name);
    if (known != null) {
      return known;
    }
    OpenedImages opened = images.get(run).get();
    ImageRecord record = opened.record(store.imageId(no));
    return cache.get(
        name,
        opened.unchanged(record),
        () -> lines.of(opened.segments(record)).getBytes(StandardCharsets.UTF_8));
  }

  private static RgbImage shrunk(RgbImage image, int most) {
    double shrink = Math.min(1, (double) most / Math.max(image.width(), image.height()));
    return shrink == 1
        ? image
        : Resampler.resize(
            image,
            (int) Math.max(1, Math.round(image.width() * shrink)),
            (int) Math.max(1, Math.round(image.height() * shrink)));
  }

  private static byte[] jpeg(RgbImage image, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image.buffered(), null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
