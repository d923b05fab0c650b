package org.segmentattribution.report.photograph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.segmentattribution.report.figure.Overlay;
import org.segmentattribution.report.page.Synthetic;
import org.segmentattribution.report.svg.JpegDataUri;

/** Made-up photographs: each name is first in every so-many-th, and speaks for or against. */
public final class SyntheticPhotographs {
  private SyntheticPhotographs() {}

  public static String id(int i) {
    return String.format(Locale.ROOT, "%05d", i + 1);
  }

  static DrawnPhotograph drawn(List<String> names) {
    Overlay.Input overlay = Synthetic.overlay("zebra/1.jpg", names, 9e-4);
    return DrawnPhotograph.of(overlay.image(), overlay.map(), overlay.masks(), PictureSize.of(100));
  }

  /** An index of photographs of a class and of another one, in turn. */
  public static PhotographIndex index(List<String> names, String className, int photographs) {
    DrawnPhotograph drawn = drawn(names);
    List<Photograph> all = new ArrayList<>();
    for (int i = 0; i < photographs; i++) {
      int first = i % names.size();
      int number = i;
      List<Photograph.Row> rows =
          IntStream.range(0, names.size())
              .boxed()
              .sorted(Comparator.comparingInt(k -> Math.floorMod(k - first, names.size())))
              .map(k -> row(names.get(k), Math.floorMod(k - first, names.size()), number, drawn, k))
              .toList();
      String label = i % 2 == 0 ? className : "horse";
      boolean right = i % 3 != 0;
      Photograph.Answer answer =
          new Photograph.Answer(
              label, label, right ? label : "cow", (i * 37 % 100) / 100.0, label, right);
      Photograph.Frame frame = new Photograph.Frame(drawn.width(), drawn.height(), true);
      all.add(
          new Photograph(
              id(i), label + "/" + names.get(0) + i + ".jpg", answer, frame, rows, 0, null));
    }
    return new PhotographIndex(
        "lrp-z", true, photographs, names, all, List.of(strip(className, names), strip("", names)));
  }

  private static Photograph.Row row(
      String name, int place, int number, DrawnPhotograph drawn, int k) {
    DrawnPhotograph.Outline outline = drawn.outline(k);
    double share = (number % 4 == 3 ? -1 : 1) * (place % 2 == 0 ? 1 : -1) * 0.5 / (1 + place);
    return new Photograph.Row(
        name, place + 1, share, 0.02, outline.path(), outline.x(), outline.y());
  }

  private static PhotographIndex.Strip strip(String className, List<String> names) {
    return new PhotographIndex.Strip(
        className,
        List.of(
            new PhotographIndex.Pick(id(0), names.get(0), "typical", 1),
            new PhotographIndex.Pick(id(1), names.get(0), "typical", 1),
            new PhotographIndex.Pick(id(2), names.get(0), "strongest", 1),
            new PhotographIndex.Pick(id(3), names.get(0), "contradicts", -1)));
  }

  /** The same with pictures in the page. */
  public static Photographs of(List<String> names, String className, int photographs) {
    PhotographIndex index = index(names, className, photographs);
    DrawnPhotograph drawn = drawn(names);
    Map<String, String> pictures = new HashMap<>();
    Map<String, String> maps = new HashMap<>();
    for (Photograph photograph : index.photographs()) {
      pictures.put(photograph.id(), JpegDataUri.of(drawn.picture()));
      maps.put(photograph.id(), JpegDataUri.of(drawn.map()));
    }
    return new Photographs(index, new Pictures(false, pictures, maps));
  }
}
