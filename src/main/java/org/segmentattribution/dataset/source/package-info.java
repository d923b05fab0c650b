/**
 * Lists labelled images, from folders and CSV files. {@link ImageSources} opens a data set and asks
 * the providers of jars, then {@link FolderProvider} and {@link CsvProvider}; nothing here reads
 * pixels.
 */
package org.segmentattribution.dataset.source;
