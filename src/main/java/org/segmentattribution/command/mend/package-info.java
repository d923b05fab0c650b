/**
 * {@code sat mend}: from a run whose classifier needs a segment to a classifier that does without,
 * and one page that tells it. Start with {@link org.segmentattribution.command.mend.MendRun}.
 */
package org.segmentattribution.command.mend;
