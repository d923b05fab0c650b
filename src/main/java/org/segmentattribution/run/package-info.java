/**
 * Run directories: {@code run.json}, chunks, lock, hashes and failures, and how an interrupted run
 * continues. Start with {@link RunDirectory}, then {@link ChunkFolders}.
 */
package org.segmentattribution.run;
