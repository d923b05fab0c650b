/**
 * Opens what settings name: classifiers, segmenters and methods. Errors carry the setting's key.
 */
package org.segmentattribution.command.open;
