/**
 * Building blocks of figures: writing SVG, text and numbers, axes, colours, outlines of masks, and
 * the export as PDF and PNG. Start with {@link SvgWriter}; {@link FigureExport} writes files.
 */
package org.segmentattribution.report.svg;
