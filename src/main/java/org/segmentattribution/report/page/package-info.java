/**
 * The HTML pages. {@code …Report} says which sections a page has; {@link
 * org.segmentattribution.report.page.Findings} writes the sentences about segments, {@link
 * org.segmentattribution.report.page.Caveats} those that a reader must know before quoting; {@link
 * org.segmentattribution.report.page.HtmlReport} puts all of it into one file that opens offline.
 */
package org.segmentattribution.report.page;
