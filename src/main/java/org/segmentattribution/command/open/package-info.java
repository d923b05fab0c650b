/**
 * Opens what settings name: classifiers, segmenters and methods. Errors carry the setting's key.
 * Start with {@link ModelOpener}.
 */
package org.segmentattribution.command.open;
