package org.segmentattribution.api;

/**
 * A file, line of a listing or annotation that was not used, or was used with an assumption; one
 * line of {@code inputs.csv}.
 *
 * @param kind what it is: {@code file}, {@code line}, {@code mask}, {@code annotation}, {@code map}
 * @param path a relative path with forward slashes, and the line or id within the file
 * @param used whether it was used in spite of the note
 * @param reason why it was not used, or what was assumed, in one line
 */
public record InputNote(String kind, String path, boolean used, String reason) {}
