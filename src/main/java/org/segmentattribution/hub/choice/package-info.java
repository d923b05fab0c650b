/**
 * Chooses the files of a repository: graphs in one kind of numbers with the files that say how to
 * use them, or weights of a classifier. Start with {@link FileChoice}.
 */
package org.segmentattribution.hub.choice;
