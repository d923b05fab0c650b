package org.segmentattribution.slice;

/**
 * A part of a class.
 *
 * @param className the class; empty where images have none
 * @param segment name of the segment that cuts the class
 * @param kind which side of the cut
 */
public record SegmentSlice(String className, String segment, SliceKind kind) {}
