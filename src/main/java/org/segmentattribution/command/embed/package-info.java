/**
 * Implements {@code org.segmentattribution.api} for programs that embed this one. Start with {@link
 * EmbeddedExplainers} and {@link EmbeddedTables}.
 */
package org.segmentattribution.command.embed;
