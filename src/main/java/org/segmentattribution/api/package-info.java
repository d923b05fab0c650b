/**
 * The public interface, for programs that embed this one and for jars that extend it.
 *
 * <ul>
 *   <li>{@link org.segmentattribution.api.SegmentExplainer} opens a model and turns images into
 *       rows, {@link org.segmentattribution.api.SegmentAttribution}.
 *   <li>{@link org.segmentattribution.api.table.SegmentTables} writes, aggregates and checks rows.
 *   <li>{@link org.segmentattribution.api.SegmenterProvider}, {@link
 *       org.segmentattribution.api.ImageSourceProvider}, and the providers of {@link
 *       org.segmentattribution.api.tensor} add segmenters, layouts of images, model formats and
 *       saliency methods.
 * </ul>
 *
 * <p>These packages are stable: each build compares them with the last release. While the major
 * version is 0, a minor version may change them, and the changelog says what to do. All other
 * packages of the program are internal and may change at any time.
 *
 * <p>Wrong input gives a {@link org.segmentattribution.api.WrongInput} or an {@link
 * java.io.IOException}, with one line that names the setting or file and says what to do. Sizes are
 * in pixels, (0, 0) is at the top left; arrays of pixels are row by row, top to bottom.
 */
package org.segmentattribution.api;
