/**
 * Where a classifier is wrong more often: parts of a class, cut by whether a segment is in the
 * picture, comes first in its table, or speaks for or against the class, each compared with the
 * rest of the class.
 *
 * <p>Start with {@link org.segmentattribution.slice.SliceSearch}, which makes the slices of all
 * classes and adjusts their tests; {@link org.segmentattribution.slice.SlicedImages} reads what a
 * run knows of each image. Nothing here knows tensors or pictures.
 */
package org.segmentattribution.slice;
