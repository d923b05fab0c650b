/**
 * What attribution outside the named segments lies on: regions of strong attribution, what they
 * look like to the classifier, and which of them are alike. Plain Java. Start with {@link
 * org.segmentattribution.suspect.Suspects}; {@link org.segmentattribution.suspect.RegionFinder}
 * finds the regions.
 */
package org.segmentattribution.suspect;
