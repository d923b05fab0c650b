package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.segmentattribution.table.Signs;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.NameAggregate;

class CalibratedRanksTest {
  private static NameAggregate segment(String name, int images, double rank, double calibrated) {
    return new NameAggregate(
        List.of("lrp-z"),
        List.of(name),
        new NameAggregate.Counts(images, images, images, 20, 0),
        0.5,
        new Signs(images, 0, images),
        Map.of(AggregateValue.RANK, mean(rank), AggregateValue.CALIBRATED_RANK, mean(calibrated)),
        false);
  }

  private static NameAggregate.Statistics mean(double value) {
    return new NameAggregate.Statistics(value, value, 0, 0, value, 20, 20);
  }

  @Test
  void onlyWhatIsApartInEnoughImagesIsSaid() {
    List<NameAggregate> segments = new ArrayList<>();
    segments.add(segment("eyes", 12, 2, 2.5));
    segments.add(segment("logo", 9, 1, 9));
    segments.add(segment("sky", 10, 2, Double.NaN));
    assertEquals(Optional.empty(), CalibratedRanks.caveat("zebra", segments));
    segments.add(segment("text", 10, 1.25, 4));
    assertEquals(
        Optional.of(
            "zebra: beside the same shape elsewhere in the same map, the mean rank of text is 4.0,"
                + " not 1.3. The raw rank may come from size and shape alone."),
        CalibratedRanks.caveat("zebra", segments));
  }
}
