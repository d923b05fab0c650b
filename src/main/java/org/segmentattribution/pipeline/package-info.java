/**
 * Makes the rows of images, batch by batch: decodes, segments, explains, tabulates. Start with
 * {@link Tabulator}, then {@link ImagePreparer}.
 */
package org.segmentattribution.pipeline;
