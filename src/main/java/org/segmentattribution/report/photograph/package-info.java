/**
 * The photographs of a page: what a run keeps of them ({@link
 * org.segmentattribution.report.photograph.PhotographIndex}), how one is drawn ({@link
 * org.segmentattribution.report.photograph.DrawnPhotograph}), and how a page shows, filters and
 * explains them ({@link org.segmentattribution.report.photograph.Photographs}).
 */
package org.segmentattribution.report.photograph;
