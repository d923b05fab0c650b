package org.segmentattribution.report.part;

/**
 * One photograph under two models.
 *
 * @param name of the photograph
 * @param first under the first model
 * @param second under the second
 */
public record PicturePair(String name, LitPicture first, LitPicture second) {}
