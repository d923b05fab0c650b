package org.segmentattribution.file.models;

/**
 * A file of a model that is kept on this machine.
 *
 * @param path below the model's folder, with forward slashes
 * @param size in bytes
 * @param sha256 of its content, 64 lower-case hexadecimal digits
 */
public record InstalledFile(String path, long size, String sha256) {}
