/**
 * Files of the machine: bounded text, CSV, JSON, NumPy arrays, hashes, and files that are replaced
 * as a whole; and the word that was meant where one is not known. Nothing here knows segments,
 * models or runs. Start with {@link CsvFile} and {@link ReplacedFile}.
 */
package org.segmentattribution.file;
