/**
 * Lists of labelled images, from folders and CSV files. {@link ImageSources} opens a data set and
 * asks {@link FolderProvider} and {@link CsvProvider}, after those of jars; nothing here reads
 * pixels.
 */
package org.segmentattribution.dataset.source;
