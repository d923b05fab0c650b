/**
 * The HTTP interface of a model hub: what a repository holds, and its files, whole and checked. The
 * only room besides DINO-X and MLflow that opens a connection; {@code command.fetch} alone uses it.
 * Start with {@link Hub}.
 */
package org.segmentattribution.hub;
