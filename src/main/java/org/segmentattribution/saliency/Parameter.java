package org.segmentattribution.saliency;

/**
 * A parameter that a method takes.
 *
 * @param name in {@code --param name=value}
 * @param standard default value; may be empty
 * @param meaning what it means, in a few words
 */
public record Parameter(String name, String standard, String meaning) {}
