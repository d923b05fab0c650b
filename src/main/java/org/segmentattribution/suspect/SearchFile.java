package org.segmentattribution.suspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.NpyFile;

/** Keeps searched images in a folder: a row an image or region, and an array of descriptions. */
public final class SearchFile {
  private static final String ROWS = "regions.csv";
  private static final String VALUES = "regions.npy";
  private static final String MAPS = "maps.npy";
  private static final List<String> COLUMNS =
      List.of("kind", "image", "class", "outside", "share", "width", "height", "runs");

  private SearchFile() {}

  /** Writes searched images. */
  public static void write(Path folder, List<SearchedImage> images) throws IOException {
    List<float[]> values = new ArrayList<>();
    CsvFile.write(
        folder.resolve(ROWS),
        COLUMNS,
        printer -> {
          for (SearchedImage of : images) {
            printer.printRecord(
                List.of("image", of.image(), of.className(), of.outside(), of.share(), "", "", ""));
            for (StrongRegion region : of.regions()) {
              printer.printRecord(row("region", region));
              values.add(joined(region));
            }
            for (StrongRegion region : of.random()) {
              printer.printRecord(row("random", region));
              values.add(joined(region));
            }
          }
        });
    int width = values.isEmpty() ? 0 : values.get(0).length;
    float[] all = new float[values.size() * width];
    for (int i = 0; i < values.size(); i++) {
      System.arraycopy(values.get(i), 0, all, i * width, width);
    }
    new NpyFile(new int[] {values.size(), width}, all).write(folder.resolve(VALUES));
    int pixels = SmallMap.SIDE * SmallMap.SIDE;
    float[] maps = new float[images.size() * pixels];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i).small(), 0, maps, i * pixels, pixels);
    }
    new NpyFile(new int[] {images.size(), pixels}, maps).write(folder.resolve(MAPS));
  }

  private static List<Object> row(String kind, StrongRegion region) {
    return List.of(
        kind,
        region.image(),
        region.className(),
        "",
        region.share(),
        region.mask().width(),
        region.mask().height(),
        MaskRuns.text(region.mask()));
  }

  private static float[] joined(StrongRegion region) {
    float[] all =
        Arrays.copyOf(region.features(), region.features().length + region.looks().length);
    System.arraycopy(region.looks(), 0, all, region.features().length, region.looks().length);
    return all;
  }

  /** Reads searched images. */
  public static List<SearchedImage> read(Path folder) throws IOException {
    NpyFile values = NpyFile.read(folder.resolve(VALUES));
    int width = values.shape()[1];
    float[] maps = NpyFile.read(folder.resolve(MAPS)).values();
    int pixels = SmallMap.SIDE * SmallMap.SIDE;
    List<SearchedImage> images = new ArrayList<>();
    int[] next = {0};
    CsvFile.read(
        folder.resolve(ROWS),
        COLUMNS,
        row -> {
          if (row.text("kind").equals("image")) {
            images.add(
                new SearchedImage(
                    row.text("image"),
                    row.text("class"),
                    row.number("outside"),
                    row.number("share"),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    Arrays.copyOfRange(
                        maps, images.size() * pixels, (images.size() + 1) * pixels)));
            return;
          }
          SearchedImage of = images.get(images.size() - 1);
          float[] all = Arrays.copyOfRange(values.values(), next[0] * width, (next[0] + 1) * width);
          next[0]++;
          int looks = Appearance.COLOURS + Appearance.SHAPES + Appearance.PLACES;
          StrongRegion region =
              new StrongRegion(
                  of.image(),
                  of.className(),
                  MaskRuns.read(row.integer("width"), row.integer("height"), row.text("runs")),
                  row.number("share"),
                  Arrays.copyOf(all, width - looks),
                  Arrays.copyOfRange(all, width - looks, width));
          (row.text("kind").equals("region") ? of.regions() : of.random()).add(region);
        });
    return images;
  }
}
