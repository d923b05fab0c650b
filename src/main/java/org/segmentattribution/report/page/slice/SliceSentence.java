package org.segmentattribution.report.page.slice;

import java.util.Locale;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.slice.SegmentSlice;
import org.segmentattribution.slice.SliceResult;

/**
 * Says how a slice differs from the rest of its class.
 *
 * @param object what segments speak for or against; empty = the class of the images
 */
record SliceSentence(String object) {
  /** Says how often the model is right, or, where this is unknown, how sure it is. */
  Sentence of(SliceResult result) {
    return result.accuracy().isKnown() ? right(result) : sure(result);
  }

  private Sentence right(SliceResult result) {
    SliceResult.Counts counts = result.counts();
    return subject(result.slice())
        .plain(": ")
        .strong(NumberText.share(result.accuracy().inside()) + " right")
        .plain(of(counts.right(), counts.images()) + ", " + rest(result.slice()) + " ")
        .strong(NumberText.share(result.accuracy().rest()))
        .plain(of(counts.rightRest(), counts.rest()) + ".")
        .sentence();
  }

  /** Says how sure the model is. */
  Sentence sure(SliceResult result) {
    SliceResult.Counts counts = result.counts();
    String asked =
        !object.isEmpty()
            ? object
            : result.slice().className().isEmpty() ? "the class" : "this class";
    return subject(result.slice())
        .plain(": " + asked + " gets ")
        .strong(NumberText.share(result.confidence().inside()))
        .plain(" on average (" + NumberText.photographs(counts.images()) + "), ")
        .plain(rest(result.slice()) + " ")
        .strong(NumberText.share(result.confidence().rest()))
        .plain(" (" + NumberText.count(counts.rest()) + ").")
        .sentence();
  }

  private static String of(int right, int images) {
    return " (" + NumberText.count(right) + " of " + NumberText.count(images) + ")";
  }

  /** Returns the photographs of a slice. */
  Phrases subject(SegmentSlice slice) {
    String name = slice.className();
    boolean plain = name.equals(name.toLowerCase(Locale.ROOT));
    Phrases text =
        name.isEmpty()
            ? new Phrases().plain("Photographs")
            : new Phrases()
                .strong(
                    plain
                        ? name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)
                        : name);
    return switch (slice.kind()) {
      case PRESENT -> text.plain(" with ").strong(slice.segment()).plain(" in the picture");
      case ABSENT -> text.plain(" without ").strong(slice.segment()).plain(" in the picture");
      case FIRST -> text.plain(" with ").the(slice.segment()).plain(" in first place");
      case NOT_FIRST -> text.plain(" without ").the(slice.segment()).plain(" in first place");
      case FOR -> side(text, slice, true);
      case AGAINST -> side(text, slice, false);
    };
  }

  private Phrases side(Phrases text, SegmentSlice slice, boolean forClass) {
    text.plain(" with ").the(slice.segment()).plain(" speaking ").side(forClass);
    return text.plain(" " + (object.isEmpty() ? "the class" : object));
  }

  private static String rest(SegmentSlice slice) {
    return switch (slice.kind()) {
      case PRESENT -> "without it";
      case ABSENT -> "with it";
      case NOT_FIRST -> "with it there";
      case FIRST, FOR, AGAINST -> "in the others";
    };
  }
}
