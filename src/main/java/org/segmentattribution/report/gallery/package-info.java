/**
 * The gallery of a page: for each segment the images in which it mattered most and least, as data
 * ({@link org.segmentattribution.report.gallery.Gallery}), as drawings ({@link
 * org.segmentattribution.report.gallery.GalleryPicture}) and as the page shows them ({@link
 * org.segmentattribution.report.gallery.GalleryView}).
 */
package org.segmentattribution.report.gallery;
