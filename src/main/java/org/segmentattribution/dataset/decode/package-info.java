/**
 * Decodes pictures from files. Start with {@link ImageDecoder}; {@link FileStart} recognises files
 * by their first bytes, and one class for each format checks a file before it is decoded.
 */
package org.segmentattribution.dataset.decode;
