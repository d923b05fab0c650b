/**
 * Opens what settings name: classifiers, segmenters and methods, and what was measured of masks.
 * Errors carry the setting's key. Start with {@link ModelOpener}.
 */
package org.segmentattribution.command.open;
