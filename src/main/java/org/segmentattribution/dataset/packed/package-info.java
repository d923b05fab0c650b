/**
 * Images that are packed into one file: zip and tar archives, WebDataset's tars, Parquet tables of
 * pictures. {@link PackedProvider} unpacks a file once into a folder of the user's cache that is
 * named by the file's content ({@link UnpackedFolder}), within the bounds of {@link Intake}; from
 * there on its images are files as others.
 */
package org.segmentattribution.dataset.packed;
