/** Which images of a data set a run works on, and why the others are left out. */
package org.segmentattribution.run.images;
