package org.segmentattribution.report.photograph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a run keeps of its photographs, beside the pictures themselves.
 *
 * @param method the saliency method of all tables
 * @param signed whether the method has negative values: otherwise nothing is said of for and
 *     against
 * @param tables number of tables that the run has
 * @param segments all names of segments, those in most photographs of the run first
 * @param photographs in the order of their paths
 * @param strips a few photographs a class
 */
public record PhotographIndex(
    String method,
    boolean signed,
    int tables,
    List<String> segments,
    List<Photograph> photographs,
    List<Strip> strips) {
  /** An index without photographs. */
  public static final PhotographIndex NONE =
      new PhotographIndex("", false, 0, List.of(), List.of(), List.of());

  /** Copies the lists, and refuses strips of photographs that are not there. */
  public PhotographIndex {
    if (method == null || segments == null || photographs == null || strips == null) {
      throw new IllegalArgumentException("a part is missing");
    }
    segments = List.copyOf(segments);
    photographs = List.copyOf(photographs);
    strips = List.copyOf(strips);
    Set<String> ids = new HashSet<>();
    for (Photograph photograph : photographs) {
      if (!ids.add(photograph.id())) {
        throw new IllegalArgumentException("two photographs have the number " + photograph.id());
      }
    }
    for (Strip strip : strips) {
      if (!strip.picks().stream().allMatch(pick -> ids.contains(pick.photograph()))) {
        throw new IllegalArgumentException("a strip has no photograph");
      }
    }
  }

  /**
   * The photographs that show a class.
   *
   * @param className the class; empty for all together
   * @param picks at most four
   */
  public record Strip(String className, List<Pick> picks) {
    /** Copies the list. */
    public Strip {
      if (className == null || picks == null) {
        throw new IllegalArgumentException("a part of a strip is missing");
      }
      picks = List.copyOf(picks);
    }
  }

  /**
   * A photograph of a strip.
   *
   * @param photograph its id
   * @param segment the segment that is lit
   * @param caption {@code typical}, {@code strongest}, {@code contradicts}, {@code comes last}, or
   *     the name of the segment
   * @param sign 1 where the segment speaks for the class, -1 against it, 0 neither
   */
  public record Pick(String photograph, String segment, String caption, int sign) {
    /** Refuses missing parts. */
    public Pick {
      if (photograph == null || segment == null || caption == null || Math.abs(sign) > 1) {
        throw new IllegalArgumentException("a part of a strip is missing");
      }
    }
  }
}
