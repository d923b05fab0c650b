/**
 * Figures and pages: plain records in, SVG and HTML text out. Equal records give equal bytes;
 * nothing here reads a clock, the default locale or the network.
 */
package org.segmentattribution.report;
