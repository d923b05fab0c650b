/**
 * Figures and pages: takes plain records and gives SVG and HTML text. Equal records give equal
 * bytes; nothing here reads a clock, the default locale or the network. Start with {@code
 * report.page}.
 */
package org.segmentattribution.report;
