package org.segmentattribution.report.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GalleryViewTest {
  private static final Gallery.Place FIRST = new Gallery.Place("001", 1, 2, 0.75);
  private static final Gallery.Place ALONE = new Gallery.Place("002", 1, 1, 1);
  private static final Gallery.Shelf RANKED =
      new Gallery.Shelf("zebra", "mane", 2, 1, List.of(FIRST), List.of(ALONE));
  private static final Gallery.Shelf UNRANKED =
      new Gallery.Shelf("zebra", "sky", 1, Double.NaN, List.of(ALONE), List.of());

  private static Gallery.Picture picture(String id, Gallery.Row... rows) {
    return new Gallery.Picture(
        id,
        "i.jpg",
        new Gallery.Picture.Answer("zebra", "zebra", 0.9, "zebra"),
        1,
        1,
        List.of(rows));
  }

  private static GalleryView view(boolean signed) {
    Gallery gallery =
        new Gallery(
            "m",
            List.of(RANKED, UNRANKED),
            List.of(
                picture(
                    "001",
                    new Gallery.Row("mane", 1, -3, 0.75, 0.1),
                    new Gallery.Row("sky", 2, 1, 0.25, 0.1)),
                picture("002", new Gallery.Row("mane", 1, 2, 1, 0.1))));
    return new GalleryView(gallery, Map.of(), signed);
  }

  @Test
  void theSignStandsWhereASegmentIsSaidToHaveMattered() {
    assertEquals(
        "rank 1 of 2, against the class, 75.0\u00a0% of the summed means",
        view(true).standing(FIRST, "mane"));
    assertEquals(
        "rank 1 of 2, 75.0\u00a0% of the summed means", view(false).standing(FIRST, "mane"));
  }

  @Test
  void aloneASegmentDidNotMatterMost() {
    assertEquals("the only segment, for the class", view(true).standing(ALONE, "mane"));
    assertEquals("mean rank 1.00; in 2 images", view(true).summary(RANKED));
    assertEquals("Where it mattered most", view(true).most(RANKED));
    assertEquals("in 1 image, without another segment beside it", view(true).summary(UNRANKED));
    assertEquals("Images", view(true).most(UNRANKED));
  }
}
