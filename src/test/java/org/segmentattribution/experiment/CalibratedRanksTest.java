package org.segmentattribution.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.segmentattribution.table.Position;
import org.segmentattribution.table.SegmentAttribution;

class CalibratedRanksTest {
  private static void add(
      CalibratedRanks ranks, String segment, int images, double rank, double calibrated) {
    for (int i = 0; i < images; i++) {
      ranks.add(
          new SegmentAttribution(
              "i" + i,
              "i",
              "c",
              "c",
              "c",
              1,
              "m",
              "lrp-z",
              0,
              segment,
              1,
              9,
              9,
              0.1,
              Position.TOP_LEFT,
              1,
              1,
              9,
              rank,
              0.5,
              calibrated));
    }
  }

  @Test
  void onlyWhatIsApartInEnoughImagesIsSaid() {
    CalibratedRanks ranks = new CalibratedRanks();
    add(ranks, "eyes", 12, 2, 2.5);
    add(ranks, "logo", 9, 1, 9);
    add(ranks, "sky", 10, 2, Double.NaN);
    assertEquals(Optional.empty(), ranks.caveat("zebra"));
    add(ranks, "text", 10, 1.25, 4);
    assertEquals(
        Optional.of(
            "zebra: beside the same shape elsewhere in the same map, the mean rank of text is 4.0,"
                + " not 1.3. The raw rank may come from size and shape alone."),
        ranks.caveat("zebra"));
  }
}
