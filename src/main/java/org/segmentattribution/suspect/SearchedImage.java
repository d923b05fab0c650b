package org.segmentattribution.suspect;

import java.util.List;

/**
 * An image in which regions were looked for, under one explained class.
 *
 * @param image its id
 * @param className class that its rows are grouped by
 * @param outside part of the image that was searched, 0 to 1
 * @param share attribution of that part, with signs, as a part of the sum of magnitudes of the map
 * @param regions what was found, the strongest first
 * @param random regions of the same shapes at random places of that part
 * @param small the map in few pixels, its sum of magnitudes 1
 */
public record SearchedImage(
    String image,
    String className,
    double outside,
    double share,
    List<StrongRegion> regions,
    List<StrongRegion> random,
    float[] small) {}
