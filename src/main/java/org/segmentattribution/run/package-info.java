/**
 * A run directory: what it was made by, its chunks, lock, hashes and failures, and how a run goes
 * on where it stopped.
 */
package org.segmentattribution.run;
