package org.segmentattribution.api;

/**
 * What became of a file, a line of a listing or an annotation that was not simply used: one line of
 * {@code inputs.csv}.
 *
 * @param kind what it is: {@code file}, {@code line}, {@code mask}, {@code annotation}, {@code map}
 * @param path where it is: a relative path with forward slashes, and the line or id within it
 * @param used whether it was used all the same
 * @param reason one line: why it was not used, or what was assumed of it
 */
public record InputNote(String kind, String path, boolean used, String reason) {}
