/** Implements {@code org.segmentattribution.api} for programs that embed this one. */
package org.segmentattribution.command.embed;
