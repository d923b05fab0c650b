/** The benchmark behind {@code scripts/bench}: what each saliency method costs. */
package org.segmentattribution.benchmark;
