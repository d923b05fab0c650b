package org.segmentattribution.report.gallery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.report.figure.Overlay;
import org.segmentattribution.report.page.Synthetic;

/** A made-up gallery: every name has two images at either end. */
public final class SyntheticGallery {
  private static final int PICTURES = 6;

  private SyntheticGallery() {}

  public static GalleryPicture.Input drawn(String id, List<String> names) {
    Overlay.Input overlay = Synthetic.overlay("zebra/" + id + ".jpg", names, 9e-4);
    return new GalleryPicture.Input(
        id, overlay.title(), overlay.image(), overlay.map(), overlay.masks());
  }

  public static Gallery gallery(List<String> names) {
    List<Gallery.Picture> pictures = new ArrayList<>();
    for (int i = 1; i <= PICTURES; i++) {
      List<Gallery.Row> rows = new ArrayList<>();
      for (int k = 0; k < names.size(); k++) {
        rows.add(new Gallery.Row(names.get(k), k + 1, (k % 2 - 0.5) * 1e-4, 0.1, 0.02));
      }
      pictures.add(
          new Gallery.Picture(
              id(i),
              names.get(0) + i,
              new Gallery.Picture.Answer("zebra", "horse", 0.7, "zebra"),
              408,
              200,
              rows));
    }
    List<Gallery.Shelf> shelves = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      shelves.add(
          new Gallery.Shelf(
              "zebra",
              names.get(k),
              90,
              1.5 + k,
              List.of(place(1 + k % PICTURES), place(1 + (k + 1) % PICTURES)),
              List.of(place(1 + (k + 2) % PICTURES), place(1 + (k + 3) % PICTURES))));
    }
    return new Gallery("lrp-z", shelves, pictures);
  }

  public static Map<String, String> drawings(List<String> names) {
    Map<String, String> drawings = new LinkedHashMap<>();
    for (int i = 1; i <= PICTURES; i++) {
      drawings.put(id(i), GalleryPicture.svg(drawn(id(i), names)));
    }
    return drawings;
  }

  private static Gallery.Place place(int picture) {
    return new Gallery.Place(id(picture), picture, 9, 0.3);
  }

  private static String id(int i) {
    return String.format(Locale.ROOT, "%03d", i);
  }
}
