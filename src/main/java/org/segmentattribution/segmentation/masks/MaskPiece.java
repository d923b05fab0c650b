package org.segmentattribution.segmentation.masks;

import java.nio.file.Path;

/**
 * The file of one mask of an image.
 *
 * @param segment normalised name; empty where the file's name does not give it
 */
record MaskPiece(String segment, Path file) {}
