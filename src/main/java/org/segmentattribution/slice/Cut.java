package org.segmentattribution.slice;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * A class cut in two by one segment; numbers are places in the list of its images.
 *
 * @param segment name of the segment
 * @param kind of the slice inside
 * @param other kind of the slice outside; null where that is no slice of its own
 * @param inside images of the slice
 * @param outside the rest
 */
record Cut(String segment, SliceKind kind, SliceKind other, BitSet inside, BitSet outside) {
  /** Returns all cuts of a class. */
  static List<Cut> of(List<SlicedImage> images) {
    Set<String> segments = new TreeSet<>();
    images.forEach(image -> segments.addAll(image.places().keySet()));
    List<Cut> cuts = new ArrayList<>();
    for (String segment : segments) {
      IntPredicate known = i -> !images.get(i).unclear().contains(segment);
      cuts.add(
          cut(
              new Cut(segment, SliceKind.PRESENT, SliceKind.ABSENT, null, null),
              images,
              known,
              place -> true));
      cuts.add(
          cut(
              new Cut(segment, SliceKind.FIRST, SliceKind.NOT_FIRST, null, null),
              images,
              known.and(i -> images.get(i).isCompared()),
              SlicedImage.Place::first));
      cuts.add(
          cut(
              new Cut(segment, SliceKind.FOR, null, null, null),
              images,
              known,
              place -> place.sign() > 0));
      cuts.add(
          cut(
              new Cut(segment, SliceKind.AGAINST, null, null, null),
              images,
              known,
              place -> place.sign() < 0));
    }
    return cuts;
  }

  private interface Side {
    boolean holds(SlicedImage.Place place);
  }

  private static Cut cut(Cut what, List<SlicedImage> images, IntPredicate known, Side side) {
    BitSet inside = new BitSet();
    BitSet outside = new BitSet();
    for (int i = 0; i < images.size(); i++) {
      SlicedImage.Place place = images.get(i).places().get(what.segment);
      if (known.test(i)) {
        (place != null && side.holds(place) ? inside : outside).set(i);
      }
    }
    return new Cut(what.segment, what.kind, what.other, inside, outside);
  }

  /** Returns the same for cuts that part the same images in the same way. */
  Set<BitSet> parts() {
    return Set.of(inside, outside);
  }
}
