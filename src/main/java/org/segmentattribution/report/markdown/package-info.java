/** Markdown that other programs show. Start with {@link MarkdownText}. */
package org.segmentattribution.report.markdown;
