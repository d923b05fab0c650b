/**
 * The HTML pages. {@code …Report} says which sections a page has and, outside of {@code explain},
 * writes the sentence that answers its title; {@link org.segmentattribution.report.page.Caveats}
 * writes what a reader must know before quoting; {@link
 * org.segmentattribution.report.page.HtmlReport} puts all of it into one file that opens offline.
 */
package org.segmentattribution.report.page;
