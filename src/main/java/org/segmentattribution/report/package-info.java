/**
 * Figures and pages: plain records in, SVG and HTML text out. The same records give the same bytes;
 * nothing here reads a clock, the default locale or the network.
 */
package org.segmentattribution.report;
