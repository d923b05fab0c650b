package org.segmentattribution.saliency;

/**
 * A parameter that a method takes.
 *
 * @param name in {@code --param name=value}
 * @param standard its value where none is given; may be empty
 * @param meaning in a few words
 */
public record Parameter(String name, String standard, String meaning) {}
